import type { AskedReport } from '../../../src-preload/contract/people.ts';
import type { RowBrief, RowDetail } from '../../../src-preload/contract/report-rows.ts';
import type { ReasonCode } from '../../../src-preload/contract/report-words.ts';
import { countOf, formatTime } from '../../design/formats.ts';

type Row = Pick<
  RowDetail,
  'name' | 'address' | 'verdict' | 'reason' | 'reasonSentence' | 'changeCount' | 'others' | 'result'
> & { readonly consoleRef?: string; readonly directoryRef?: string };

/** How somebody is called in a sentence. */
export function nameOf(row: Pick<RowBrief, 'name' | 'address'>): string {
  return row.name || row.address || 'This person';
}

/** The answer, before all facts: one sentence with its cause (ux §8). */
export function answerSentence(row: Row, isPartial = false): string {
  const name = nameOf(row);
  const isNegative = row.consoleRef === undefined || row.directoryRef === undefined;
  const bound = isPartial && isNegative ? ' (as far as listed)' : '';
  const cause = causeOf(row.reason, row.reasonSentence);
  const done = doneSentence(name, row);
  if (done !== undefined) return done;
  switch (row.verdict) {
    case 'Created':
      return `${name} is not in the console yet${bound}; a sync would create this person.`;
    case 'Archived':
      return `${name} would be archived by a sync because ${archiveCause(row.reason)}${bound}.`;
    case 'Restored':
      return `${name} is archived in the console and would be restored by a sync because the directory has this person as active again.`;
    case 'Changed':
      return `${name} is in the console, but ${countOf(row.changeCount, 'value differs', 'values differ')} from the directory.`;
    case 'Excluded':
      return `${name} is left alone by every sync because ${excludedCause(row.reason)}.`;
    case 'Blocked':
      return row.consoleRef === undefined
        ? `${name} is not in the console${bound} because ${cause}`
        : `${name} is left as is in the console because ${cause}`;
    default:
      return unchangedSentence(name, row, bound);
  }
}

const DONE: Readonly<Partial<Record<Row['verdict'], string>>> = {
  Created: 'was created in the console',
  Changed: 'was changed in the console',
  Archived: 'was archived in the console',
  Restored: 'was restored in the console',
};

/** After a live sync: what it did. What was only received is never called done (U6). */
function doneSentence(name: string, { verdict, result, others }: Row): string | undefined {
  const memberships = others.filter((other) => other.result?.status === 'applied').length;
  const besides = memberships > 0 ? `, with ${countOf(memberships, 'membership', 'memberships')}` : '';
  if (result?.status === 'applied') return `${name} ${DONE[verdict] ?? 'was synced'}${besides}.`;
  if (result?.status === 'received')
    return `The console received the change of ${name}; it is not confirmed yet.`;
  if (result) return `${name} was not changed in the console: ${result.sentence}`;
  return memberships > 0
    ? `${countOf(memberships, 'membership', 'memberships')} of ${name} ${memberships === 1 ? 'was' : 'were'} changed in the console.`
    : undefined;
}

function unchangedSentence(name: string, row: Row, bound: string): string {
  switch (row.reason) {
    case 'unchanged.archived':
      return `${name} is archived in the console, and the directory does not have this person as active${bound}.`;
    case 'unchanged.inactiveabsent':
      return `${name} is not in the console${bound} because the directory has this person as inactive.`;
    case 'archived.notAsked':
      return `${name} would be archived by a full sync.`;
    default: {
      const pending = row.others.filter(
        ({ verdict }) => verdict === 'Created' || verdict === 'Archived',
      ).length;
      return pending === 0
        ? `${name} is in the console, the same as in the directory.`
        : `${name} is in the console as in the directory, but ${countOf(pending, 'membership differs', 'memberships differ')}.`;
    }
  }
}

function archiveCause(reason: ReasonCode): string {
  return reason === 'archived.inactive'
    ? 'the directory has this person as inactive'
    : 'the directory does not have this person any more';
}

function excludedCause(reason: ReasonCode): string {
  if (reason === 'excluded.list') return 'this person is on the exclusion list';
  const where = reason === 'excluded.flag' ? 'on the console' : 'in the directory';
  return `Provisioning Managed is false ${where}`;
}

/** Reasons begin with a capital letter, and some are no whole sentence; after "because" they need both. */
const AFTER_BECAUSE: Readonly<Partial<Record<ReasonCode, (sentence: string) => string>>> = {
  'blocked.noEmail': (sentence) => `there is ${lower(sentence)}`,
  'blocked.id': () => 'the e-mail is the same but the external ID is another one.',
  'blocked.admin': () => 'this person is a console admin and is not archived by a sync.',
  'blocked.listing': () => 'a listing is incomplete, so nobody knows whether this person left.',
  'blocked.tooLong': (sentence) => sentence,
  'blocked.swap': (sentence) => sentence,
};

function causeOf(reason: ReasonCode, sentence: string): string {
  return AFTER_BECAUSE[reason]?.(sentence) ?? lower(sentence);
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Who can change it, and where: what stands in place of the acts for Blocked and Excluded (ux §8). */
export function nextStepFor(row: Pick<Row, 'reason' | 'directoryRef'>, report: AskedReport): string {
  const place = directoryPlace(row.directoryRef, report);
  switch (row.reason) {
    case 'excluded.list':
      return 'Whoever keeps the exclusions can take this person off the list, under Exclusions.';
    case 'excluded.flag':
      return 'A console admin can set Provisioning Managed for this person on the console.';
    case 'excluded.column':
      return `Whoever keeps the directory can set Provisioning Managed in ${place}.`;
    case 'blocked.twoUsers':
      return 'A console admin can correct the two users on the console, so that one of them is meant.';
    case 'blocked.held':
    case 'blocked.swap':
      return 'A console admin can free the address on the console, or whoever keeps the directory can change it there.';
    case 'blocked.admin':
      return 'A console admin can remove the admin role on the console first.';
    case 'blocked.alias':
      return 'A console admin can remove the alias on the console, or whoever keeps the directory can correct the address.';
    case 'blocked.id':
      return `Whoever keeps the directory can check the external ID in ${place}; a console admin can check who has the address there.`;
    case 'blocked.listing':
      return 'Nobody has to correct anything: look again when both sides can be read to their end.';
    default:
      return `Whoever keeps the directory can correct ${place}; then look again.`;
  }
}

/** "row 212 of hr.csv". */
export function directoryPlace(ref: string | undefined, { directory }: AskedReport): string {
  if (ref === undefined) return directory.name;
  return directory.kind === 'csv' ? `row ${ref} of ${directory.name}` : `${directory.name}, id ${ref}`;
}

/** Whether a one-off sync would do something, so that its act stands there (ux §8). */
export function canBeSynced(row: Pick<RowDetail, 'verdict' | 'acts' | 'others'>): boolean {
  if (row.verdict === 'Blocked' || row.verdict === 'Excluded') return false;
  return row.acts === 'operation' || row.others.some(({ verdict }) => isChange(verdict));
}

export function isChange(verdict: RowBrief['verdict']): boolean {
  return verdict === 'Created' || verdict === 'Changed' || verdict === 'Archived' || verdict === 'Restored';
}

/** By what a listing knows somebody: the e-mail, else the row, else the console's id. */
export function whoOf(row: Pick<RowDetail, 'address' | 'directoryRef' | 'key'>): string {
  return row.address || (row.directoryRef ?? row.key);
}

/** The answer as one sentence for a ticket; the reason follows where the answer does not hold it already. */
export function ticketSentence(row: RowDetail, report: AskedReport, tenantName: string): string {
  const result = row.result ? ` Result: ${row.result.sentence}` : '';
  const answer = answerSentence(row, report.partial);
  const isTold = answer.toLowerCase().includes(row.reasonSentence.toLowerCase().replace(/\.$/, ''));
  return `${answer}${isTold ? '' : ` ${row.reasonSentence}`}${result} (${tenantName}, as of ${formatTime(report.atMs)}, Muster)`;
}
