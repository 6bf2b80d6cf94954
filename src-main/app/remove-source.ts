import { fail, type Result, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import type { Tenant } from '../core/tenant.ts';
import { tenantFacts } from '../core/tenant-facts.ts';
import type { ExclusionDesk } from './exclusion-desk.ts';
import { type TenantParts, tenantOf, toldOf } from './tenant-parts.ts';

/** What a tenant may do without: its directory, and the two files that complete it. */
export type RemovableSource = 'directory' | 'consoleExport' | 'exclusions';

export interface RemovingParts extends Pick<TenantParts, 'store' | 'secrets' | 'clock' | 'ids' | 'who'> {
  readonly unsavedExclusions: ExclusionDesk['unsavedEdits'];
  /** Muster's own exclusion list of a tenant, where there is one; it is edited under Exclusions. */
  readonly ownList: (tenant: Tenant) => string | undefined;
}

/**
 * Takes a source away from a tenant. Files stay where they are; a directory's token is forgotten with it. Earlier
 * reports are no longer fresh then, and the history tells what was removed (design §6).
 */
export async function removeSource(
  nameOrId: string,
  source: RemovableSource,
  parts: RemovingParts,
): Promise<Result<Tenant>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const before = found.value;
  const left = await without(before, source, parts);
  if (!left.ok) return left;
  const { tenant, sentence } = left.value;
  if (sentence === undefined) return succeed(before);
  if (source === 'directory') {
    const forgotten = await parts.secrets.forget(before.id, 'directory-token');
    if (!forgotten.ok && forgotten.failure.code !== 'keychain-unavailable') return forgotten;
  }
  const told = toldOf(parts, before.id, 'sources-set', sentence, { facts: tenantFacts(before, tenant) });
  const updated = parts.store.tenants.update(tenant, [told]);
  return updated.ok ? succeed(tenant) : updated;
}

interface Left {
  readonly tenant: Tenant;
  /** What the history tells; absent where there was nothing to remove. */
  readonly sentence?: string;
}

async function without(before: Tenant, source: RemovableSource, parts: RemovingParts): Promise<Result<Left>> {
  const { directory, consoleExportFile, exclusionsFile } = before;
  switch (source) {
    case 'directory': {
      const { directory: _gone, ...tenant } = before;
      if (!directory) return succeed({ tenant });
      const place = directory.kind === 'csv' ? directory.file : directory.url;
      return succeed({ tenant, sentence: `The directory was removed: ${place}` });
    }
    case 'consoleExport': {
      const { consoleExportFile: _gone, ...tenant } = before;
      if (consoleExportFile === undefined) return succeed({ tenant });
      return succeed({
        tenant,
        sentence: `The user export of the console was removed: ${consoleExportFile}`,
      });
    }
    case 'exclusions':
      return exclusionsFile === undefined
        ? succeed({ tenant: before })
        : withoutExclusions(before, exclusionsFile, parts);
    default:
      return source satisfies never;
  }
}

/** Where the console has no list of its own, the file is what Exclusions edits. */
async function withoutExclusions(before: Tenant, file: string, parts: RemovingParts): Promise<Result<Left>> {
  const sentence = `The exclusions file was removed: ${file}`;
  const { exclusionsFile: _gone, ...tenant } = before;
  if (before.consoleApiUrl !== undefined) return succeed({ tenant, sentence });
  const edits = await parts.unsavedExclusions(before.id);
  if (!edits.ok) return edits;
  if (edits.value > 0) {
    return fail({
      code: 'bad-input',
      sentence: `The exclusions have ${countOf(edits.value, 'edit', 'edits')} that ${edits.value === 1 ? 'is' : 'are'} not saved. The file was not removed.`,
      next: 'Save or discard them under Exclusions, then remove it again.',
    });
  }
  const own = parts.ownList(before);
  if (own === undefined) return succeed({ tenant, sentence });
  if (own !== file) {
    return succeed({
      tenant: { ...tenant, exclusionsFile: own },
      sentence: `${sentence}. Muster’s own list counts again.`,
    });
  }
  return fail({
    code: 'bad-input',
    sentence: 'This is Muster’s own list, which is edited under Exclusions. It was not removed.',
    next: 'Remove its lines under Exclusions, or choose another file.',
  });
}
