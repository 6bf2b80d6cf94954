import { readExclusions } from '../adapters/csv-files/read-exclusions.ts';
import { exclusionsAsCsv } from '../adapters/csv-files/write-exclusions.ts';
import type { AppliedExclusions } from '../app/house.ts';
import { noteHistory, type TenantParts, tenantOf, toldOf } from '../app/tenant-parts.ts';
import { type ExclusionList, excludedAddresses } from '../core/exclusion-list.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import { loadExclusions } from './load-exclusions.ts';

/**
 * Makes a file the exclusion list: on the console where it has the Console API, else as this tenant's file. A
 * list with a line that protects nobody is refused whole, so that nobody is left unprotected unseen.
 */
export async function applyExclusionFile(
  nameOrId: string,
  file: string,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<AppliedExclusions>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const tenant = found.value;
  const read = await readExclusions(file, signal);
  if (!read.ok) return read;
  const { list } = read.value;
  const unusable = list.problems.find(({ kind }) => kind === 'bad-email');
  if (unusable) {
    return fail({
      code: 'bad-input',
      sentence: `${unusable.sentence} Nothing was saved.`,
      next: 'Correct the line; see all problems with: muster exclusions check FILE',
      inWindow: 'Correct the line; the editor shows all problems.',
      where: { file, line: unusable.line, column: unusable.column },
    });
  }
  const addresses = excludedAddresses(list).size;
  const api = await parts.connectApi(tenant);
  if (!api.ok) return api;
  const loaded = await loadExclusions(api.value, tenant.exclusionsFile, signal);
  const protectedBefore = loaded.ok ? [...loaded.value.protects.keys()] : undefined;
  if (!api.value) {
    const sentence = `An exclusion file with ${countOf(addresses, 'person', 'people')} was set.`;
    const told = toldOf(parts, tenant.id, 'exclusions-saved', sentence, { facts: { people: addresses } });
    const kept = parts.store.tenants.update({ ...tenant, exclusionsFile: file }, [told]);
    if (!kept.ok) return kept;
    return succeed({ addresses, where: 'computer', unprotected: lostBy(protectedBefore, list) });
  }
  const before = await api.value.readExclusions(signal);
  if (!before.ok) return before;
  const saved = await api.value.saveExclusions(exclusionsAsCsv(list.entries), before.value.version, signal);
  if (!saved.ok) return saved;
  noteHistory(
    parts,
    tenant.id,
    'exclusions-saved',
    `The console's exclusion list was saved with ${countOf(addresses, 'person', 'people')}.`,
    { facts: { people: addresses } },
  );
  const stays = await loadExclusions(undefined, tenant.exclusionsFile, signal);
  const lost = protectedBefore?.filter((folded) => !stays.ok || !stays.value.protects.has(folded));
  return succeed({ addresses, where: 'console', unprotected: lostBy(lost, list) });
}

function lostBy(before: readonly string[] | undefined, list: ExclusionList): number | undefined {
  const now = excludedAddresses(list);
  return before?.filter((folded) => !now.has(folded)).length;
}

/** The addresses that are protected now, from all sources, folded and in order. */
export async function exclusionsInForce(
  nameOrId: string,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<ReadonlySet<string>>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const api = await parts.connectApi(found.value);
  if (!api.ok) return api;
  const loaded = await loadExclusions(api.value, found.value.exclusionsFile, signal);
  return loaded.ok ? succeed(new Set([...loaded.value.protects.keys()].sort())) : loaded;
}
