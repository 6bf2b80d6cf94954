import { countOf, formatCount, formatShare, formatTime, pluralOf } from './number-words.ts';
import type { GuardReason, GuardResult, RowResult } from './report.ts';
import type { GuardLimits, ProvisioningMode } from './settings.ts';

/** Which limit of the guard a plan breaks, as a sentence (ux §11, `guard.*`; R4). */
export function guardSentence(
  reason: GuardReason,
  tenant: string,
  limits?: GuardLimits,
  of: 'sync' | 'undo' = 'sync',
): string {
  const { count, of: all, allowed } = reason;
  const n = formatCount(count);
  const limit = `the limit for ${tenant} is ${formatCount(allowed)}`;
  const people = `of ${countOf(all, 'person', 'people')} (active, not excluded)`;
  switch (reason.limit) {
    case 'archived':
      return `This plan would archive ${n} ${people}; ${limit}${share(limits?.archivedShare)}.${of === 'undo' ? '' : USUAL_CAUSES}`;
    case 'half':
      return `This plan would archive half of the people or more (${n} of ${formatCount(all)}); ${limit}.`;
    case 'created':
      return `This plan would create or restore ${n}, with ${countOf(all, 'person', 'people')} active now; ${limit}${share(limits?.createdShare)}.`;
    case 'changed':
      return `This plan would change ${n} ${people}; ${limit}${share(limits?.changedShare)}.`;
    case 'members':
      return `This plan would remove ${n} of ${countOf(all, 'managed membership', 'managed memberships')}; ${limit}${share(limits?.membershipsRemovedShare)}.`;
    case 'blocked':
      return `${countOf(count, 'row is', 'rows are')} blocked, with ${countOf(all, 'person', 'people')} active; ${limit}${share(limits?.blockedShare)}.`;
    case 'shrunk':
      return `The directory has ${countOf(count, 'row', 'rows')}, ${formatShare(all - count, all)} fewer than in the last good run (${formatCount(all)}); the least that ${tenant} allows is ${formatCount(allowed)}.`;
    default:
      return reason.limit satisfies never;
  }
}

// An undo archives whom its sync created: the directory has no part in that.
const USUAL_CAUSES =
  ' Usual causes: a filter in the directory, a missing file part, a changed e-mail domain.';

/** The number to type to allow a plan past the guard: that of the limit which is named first (ux §11, `guard.override`). */
export function countToType({ halted, reasons }: GuardResult): number | undefined {
  return halted ? reasons[0]?.count : undefined;
}

function share(part: number | undefined): string {
  return part === undefined ? '' : ` (${formatShare(part, 1)})`;
}

/** Why a sync was skipped (ux §11, `skipped.*`). Skipped is a normal result, never an error. */
export type Skip =
  | {
      readonly cause: 'limit';
      readonly limitMs: number;
      /** When the sync that holds the slot began and who asked for it, where that is known. */
      readonly sinceMs?: number;
      readonly who?: string;
      readonly nextAllowedAtMs?: number;
    }
  | { readonly cause: 'mode'; readonly consoleMode: ProvisioningMode; readonly asked: ProvisioningMode }
  /** `words`: a clause without a full stop, the console's own where it keeps the settings. */
  | {
      readonly cause: 'settings';
      readonly words: string;
      /** @default 'console' */
      readonly keptOn?: 'console' | 'computer';
    };

export function skipSentence(skip: Skip): string {
  switch (skip.cause) {
    case 'limit': {
      const minutes = Math.round(skip.limitMs / 60_000);
      const precise = skip.limitMs < 120_000 ? 'second' : 'minute';
      const age =
        minutes >= 1
          ? countOf(minutes, 'minute', 'minutes')
          : countOf(Math.max(1, Math.round(skip.limitMs / 1000)), 'second', 'seconds');
      const since =
        skip.sinceMs === undefined
          ? 'Another sync'
          : `A sync from ${formatTime(skip.sinceMs, precise)}${skip.who ? ` (${skip.who})` : ''}`;
      const next =
        skip.nextAllowedAtMs === undefined
          ? ''
          : ` The next can start at ${formatTime(skip.nextAllowedAtMs, precise)}.`;
      return `Skipped. ${since} was less than ${age} old. Nothing was read or changed.${next}`;
    }
    case 'mode':
      return `Skipped. The console is set to ${skip.consoleMode.toUpperCase()}, this was a ${skip.asked.toUpperCase()} sync.`;
    case 'settings':
      return `Skipped. ${
        skip.keptOn === 'computer' ? "This tenant's settings on this computer" : "The console's settings"
      } do not fit this sync: ${skip.words.replace(/\.$/, '')}.`;
    default:
      return skip satisfies never;
  }
}

/** How an operation ended, after a live sync (ux §12). */
export function resultSentence(result: RowResult): string {
  switch (result.status) {
    case 'applied':
      return 'Applied.';
    case 'received':
      return 'Received, not confirmed.';
    case 'refused':
      return `Refused by the console: ${result.words}`;
    case 'moved': {
      const where = {
        directory: 'in the directory',
        console: 'on the console',
        exclusions: 'in the exclusions',
      };
      const now = result.now === undefined ? '' : ` (now: ${result.now})`;
      return `Changed since the preview, ${where[result.where]}${now}. Left alone; the next test sync decides anew.`;
    }
    case 'unknown':
      return 'Unknown: the answer was lost and the console cannot tell; the next sync decides.';
    case 'not-reached':
      return 'Not reached.';
    default:
      return result satisfies never;
  }
}

/** R21: accepted is not done, and is never called that (U6). */
export function receivedSentence(changes: number): string {
  return `Received, not confirmed. The console accepted ${pluralOf(changes, 'the change', `all ${formatCount(changes)} changes`)} but processes them later. Muster cannot see the result here: check Users > Provisioning in the console.`;
}
