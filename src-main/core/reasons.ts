import { labelOf } from './attributes.ts';
import { countOf, formatCount } from './number-words.ts';
import type { ReasonCode, WarningCode } from './reason-codes.ts';
import type { Facts, FieldChange, ReportObject, Warning } from './report.ts';
import { undoSentence } from './undo-sentences.ts';

/** What a reason's sentence is made of. A report row is one. */
export interface RowWithReason {
  readonly object?: ReportObject;
  readonly reason: ReasonCode;
  readonly facts: Facts;
  readonly changes: readonly FieldChange[];
}

/** How a value of somebody's data is shown inside a sentence, e.g. isolated for right-to-left text. */
export type ShowValue = (value: string) => string;

const asItIs: ShowValue = (value) => value;

/** Why a row has its verdict, as one sentence (ux §12). Values stand in it as text, exactly. */
export function reasonSentence(row: RowWithReason, show: ShowValue = asItIs): string {
  const fact = (name: string) => show(textOf(row.facts, name));
  switch (row.reason) {
    case 'created.new':
      return 'In the directory, not on the console.';
    case 'changed.attrs':
      return differingValues(row);
    case 'changed.rename':
      return `The e-mail changed from ${fact('old')} to ${fact('new')}; matched by external ID, so history stays.`;
    case 'archived.absent':
      return 'On the console, no longer in the (complete) directory.';
    case 'archived.inactive':
      return 'Inactive in the directory since this listing.';
    case 'archived.notAsked':
      return `Would be archived by a full sync; a one-off sync archives only whom it is asked to by name (--archive ${fact('x')}).`;
    case 'restored.back':
      return `Archived on the console, active in the directory again.${valuesChangeToo(numberOf(row.facts, 'n'))}`;
    case 'unchanged.same':
    case 'group.same':
    case 'member.same':
      return 'Same on both sides.';
    case 'unchanged.case':
      return 'Differs only in letter case, outer spaces or Unicode form.';
    case 'unchanged.adopt':
      return 'Same on both sides; a live sync links them (adopted).';
    case 'unchanged.archived':
      return 'Not active in the directory and already archived.';
    case 'unchanged.inactiveabsent':
      return 'Inactive in the directory, not on the console.';
    case 'blocked.listing':
      return `Not in the directory's listing, but that listing is incomplete, so nobody knows whether this ${
        row.object === 'group' ? 'group is gone' : 'person left'
      }.`;
    case 'excluded.list':
    case 'excluded.flag':
    case 'excluded.column':
      return excluded(row, show);
    case 'blocked.twoRows':
      return twoRows(row.facts, fact);
    case 'blocked.twoUsers':
      return `This row fits two console users, ${fact('x')} (external ID) and ${fact('y')} (e-mail). Neither is touched.`;
    case 'blocked.noEmail':
      return `No e-mail in row ${fact('row')}.`;
    case 'blocked.badEmail':
      return `“${fact('value')}” is no e-mail address (row ${fact('row')}).`;
    case 'blocked.tooLong':
      return tooLong(row.facts);
    case 'blocked.id':
      return 'Same e-mail, other external ID: the address was reused, or the id source changed.';
    case 'blocked.held':
      return `The new e-mail ${fact('new')} still belongs to ${fact('other')}.`;
    case 'blocked.swap':
      return 'ring' in row.facts
        ? `${fact('a')} and others, ${fact('b')} among them, would pass their addresses round in a ring; the console cannot do that in one step.`
        : `${fact('a')} and ${fact('b')} would swap addresses; the console cannot do that in one step.`;
    case 'blocked.status':
      return `Status “${fact('value')}” is not known (row ${fact('row')}).`;
    case 'blocked.admin':
      return 'Is a console admin and is not archived; remove the admin role on the console first.';
    case 'blocked.alias':
      return `The e-mail is an alias of ${fact('other')}; a sync would make a second account.`;
    case 'group.created':
      return 'In the directory, not on the console.';
    case 'group.changed':
      return 'old' in row.facts
        ? `Name differs: ${fact('old')} → ${fact('new')}.`
        : 'Taken over: Muster writes its id to this group and manages it from then on.';
    case 'group.unmanaged':
      return 'Stands only on the console; left alone.';
    case 'group.smart':
      return 'Smart group; the console fills it.';
    case 'group.twice':
      return `Two groups are named ${fact('name')}; left alone.`;
    case 'group.archived':
      return 'Managed by Muster, no longer in the directory.';
    case 'group.restored':
      return 'In the directory again.';
    case 'group.empty':
      return 'Managed by Muster, no longer in the directory, and nobody whom Muster manages is in it.';
    case 'member.added':
      return "In the directory's group, not in the console's.";
    case 'member.removed':
      return "In the console's group, not in the directory's.";
    case 'member.newcomer':
      return 'Comes with the new or restored person.';
    case 'member.blocked':
      return 'The person or group is blocked or excluded.';
    default:
      return undoSentence(row, row.reason);
  }
}

/** The key that two rows share is what has to be put right. */
function twoRows(facts: Facts, fact: (name: string) => string): string {
  const rows = `Directory rows ${fact('a')} and ${fact('b')} both`;
  const key = textOf(facts, 'key');
  const what =
    key === 'externalId'
      ? `have the External ID ${fact('who')}`
      : key === 'address'
        ? `have the e-mail ${fact('who')}`
        : `mean ${fact('who')}`;
  return `${rows} ${what}. None is touched; keep one.`;
}

/** An address may be short enough as a whole and too long before its @ (RFC 5321 §4.5.3.1). */
function tooLong(facts: Facts): string {
  const [n, max] = [numberOf(facts, 'n'), numberOf(facts, 'max')];
  const label = textOf(facts, 'label');
  if (n <= max) return `${label} has more than 64 characters before the @.`;
  return `${label} has ${countOf(n, 'character', 'characters')}, the console takes ${formatCount(max)}.`;
}

function differingValues(row: RowWithReason): string {
  const n = Math.max(numberOf(row.facts, 'n'), 1);
  const labels = row.changes.slice(0, n).map((change) => labelOf(change.field));
  if (n === 1) return `One value differs: ${labels[0] ?? ''}.`;
  if (n === 2) return `2 values differ: ${labels.join(' and ')}.`;
  return `${formatCount(n)} values differ: ${labels.slice(0, 2).join(', ')} and ${formatCount(n - 2)} more.`;
}

function valuesChangeToo(n: number): string {
  if (n === 0) return '';
  return n === 1 ? ' One value changes too.' : ` ${formatCount(n)} values change too.`;
}

/** R5: the first source stands as the reason; all are named, and what would have Blocked the row too. */
function excluded(row: RowWithReason, show: ShowValue): string {
  const also = textOf(row.facts, 'also')
    .split(' ')
    .filter((code) => code !== '')
    .map(
      (code) => (code === row.reason ? FURTHER_OF_SAME[code] : undefined) ?? FURTHER_EXCLUSIONS[code] ?? code,
    );
  const blocked = textOf(row.facts, 'blocked');
  const parts = [excludedBy(row, show), ...also.map((text) => `also: ${text}`)];
  if (blocked !== '') parts.push(`and would be blocked: ${BLOCKED_IN_SHORT[blocked] ?? blocked}`);
  return `${parts.join('; ')}.`;
}

function excludedBy(row: RowWithReason, show: ShowValue): string {
  const fact = (name: string) => show(textOf(row.facts, name));
  if (row.reason === 'excluded.list') return `On the exclusion list (${fact('file')}, line ${fact('line')})`;
  if (row.reason === 'excluded.flag') return 'Provisioning Managed is false on the console';
  return `Provisioning Managed is false in the directory (row ${fact('row')})`;
}

const FURTHER_OF_SAME: Readonly<Record<string, string>> = {
  'excluded.list': 'a second entry on an exclusion list',
};

const FURTHER_EXCLUSIONS: Readonly<Record<string, string>> = {
  'excluded.list': 'on the exclusion list',
  'excluded.flag': 'Provisioning Managed is false on the console',
  'excluded.column': 'Provisioning Managed is false in the directory',
};

// Of a Blocked row that is Excluded as well only the code is kept, so these name no values.
const BLOCKED_IN_SHORT: Readonly<Record<string, string>> = {
  'blocked.twoRows': 'two directory rows mean this person',
  'blocked.twoUsers': 'the row fits two console users',
  'blocked.noEmail': 'the row has no e-mail',
  'blocked.badEmail': 'the e-mail is no e-mail address',
  'blocked.tooLong': 'the e-mail is too long',
  'blocked.id': 'same e-mail, other external ID',
  'blocked.held': 'the new e-mail belongs to somebody else',
  'blocked.swap': 'two people would swap addresses',
  'blocked.status': 'the status is not known',
  'blocked.alias': "the e-mail is somebody else's alias",
};

/** What an admin should know about a row before approving it, as one sentence (ux §12). */
export function warningSentence(warning: Warning, show: ShowValue = asItIs): string {
  const { facts } = warning;
  const fact = (name: string) => show(textOf(facts, name));
  switch (warning.code) {
    case 'alias':
      // An unchanged row bears it too, so it says when: no change of the row does it (R16).
      return `${fact('alias')} will vanish at the first live sync: SCIM has no aliases.`;
    case 'manager.leaves': {
      const n = numberOf(facts, 'n');
      return n === 1
        ? 'One person reports to this person, who would be archived.'
        : `${formatCount(n)} people report to this person, who would be archived.`;
    }
    case 'console.itself':
      return 'The listing cannot show this person; the console may archive them by itself.';
    case 'names.nobody':
      return `Row ${fact('n')} names nobody on the console; its person may be among the archived.`;
    case 'clears':
      return `Clears ${textOf(facts, 'label')}: the directory has it empty.`;
    case 'email':
      return 'Signs in with a new address from then on.';
    case 'console.edit':
      return `Overwrites a console edit of ${textOf(facts, 'label')}: was ${orEmpty(fact('a'))}, edited to ${orEmpty(fact('b'))}.`;
    case 'manager.unknown':
      return `Manager ${fact('x')} is not in this sync; the field is left alone.`;
    case 'manager.self':
      return 'Is their own manager in the directory.';
    case 'field.dropped':
      return `${textOf(facts, 'label')} is not valid (${fact('why')}) and is left alone.`;
    case 'restore.enrol':
      return 'Restoring may enrol again in campaigns.';
    case 'lookalike':
      return `Has letters that look like others (${textOf(facts, 'script')}): ${fact('text')}.`;
    case 'unverified.domain':
      return `${fact('domain')} is new on this console.`;
    case 'undo.moved':
      return `${textOf(facts, 'label')} was changed to ${orEmpty(fact('now'))} on the console since, and is left alone.`;
    case 'undo.stays':
      return `${textOf(facts, 'label')} was empty before that sync and stays: it is never cleared.`;
    case 'undo.alias':
      return `${fact('alias')} went with that sync and does not come back: SCIM has no aliases.`;
    default:
      return warning.code satisfies never;
  }
}

/** The same warning for all rows of a report that bear it, e.g. `3 managers leave` (ux §5). */
export function warningHeadline(code: WarningCode, rows: number): string {
  const of = (one: string, other: string) => countOf(rows, one, other);
  switch (code) {
    case 'alias':
      return of('person loses alias addresses', 'people lose alias addresses');
    case 'manager.leaves':
      return of('manager leaves', 'managers leave');
    case 'console.itself':
      return of(
        'person whom the console may archive by itself',
        'people whom the console may archive by itself',
      );
    case 'names.nobody':
      return of(
        'row names nobody; its person may be among the archived',
        'rows name nobody; their people may be among the archived',
      );
    case 'clears':
      return of('person with a field cleared', 'people with a field cleared');
    case 'email':
      return of('person signs in with a new address', 'people sign in with a new address');
    case 'console.edit':
      return of('person whose console edit is overwritten', 'people whose console edits are overwritten');
    case 'manager.unknown':
      return of('person with an unknown manager', 'people with an unknown manager');
    case 'manager.self':
      return of('person who is their own manager', 'people who are their own managers');
    case 'field.dropped':
      return of('person with a field that is not valid', 'people with a field that is not valid');
    case 'restore.enrol':
      return of('restored person may be enrolled again', 'restored people may be enrolled again');
    case 'lookalike':
      return of('person with letters that look like others', 'people with letters that look like others');
    case 'unverified.domain':
      return of('person in a mail domain new here', 'people in mail domains new here');
    case 'undo.moved':
      return of('row that was changed on the console since', 'rows that were changed on the console since');
    case 'undo.stays':
      return of('row with a value that is never cleared', 'rows with a value that is never cleared');
    case 'undo.alias':
      return of('person whose alias addresses are gone', 'people whose alias addresses are gone');
    default:
      return code satisfies never;
  }
}

function textOf(facts: Facts, name: string): string {
  return String(facts[name] ?? '');
}

function numberOf(facts: Facts, name: string): number {
  return Number(facts[name] ?? 0);
}

function orEmpty(value: string): string {
  return value === '' ? '(empty)' : value;
}
