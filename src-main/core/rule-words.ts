import type { ReasonCode } from './reason-codes.ts';

/** A rule of design §4 by its number, in plain words. */
export interface RuleWords {
  readonly rule: string;
  readonly words: string;
}

const RULES = {
  R1: 'An incomplete listing archives nobody and removes no membership.',
  R4: 'Console admins are never archived.',
  R5: 'Excluded people are untouched, whatever else would happen to them; any one source that says so is enough.',
  R6: 'Nobody is deleted: who leaves is archived, who comes back is restored.',
  R9: 'People are matched by external ID, then e-mail, then work e-mail; a new address under the same external ID is a rename.',
  R10: 'What is ambiguous is blocked and never guessed.',
  R11: 'A row without a usable e-mail is blocked; any other bad value is left alone.',
  R12: 'Values are compared in the form in which the console keeps them.',
  R14: 'A field that the directory carries is written, an empty one cleared; a status that is not known blocks the row.',
  R16: 'An address that is another person’s alias would make a second account.',
  R19: 'Only groups that Muster manages are changed, archived or lose members; smart groups are never touched.',
  R23: 'An undo takes back what its run did, except where a row was changed since.',
  oneOff: 'A one-off sync archives only whom it is asked to by name.',
} as const;

const RULE_OF: Readonly<Record<ReasonCode, keyof typeof RULES>> = {
  'created.new': 'R9',
  'changed.attrs': 'R12',
  'changed.rename': 'R9',
  'archived.absent': 'R6',
  'archived.inactive': 'R6',
  'archived.notAsked': 'oneOff',
  'restored.back': 'R6',
  'unchanged.same': 'R12',
  'unchanged.case': 'R12',
  'unchanged.adopt': 'R9',
  'unchanged.archived': 'R6',
  'unchanged.inactiveabsent': 'R6',
  'blocked.listing': 'R1',
  'excluded.list': 'R5',
  'excluded.flag': 'R5',
  'excluded.column': 'R5',
  'blocked.twoRows': 'R10',
  'blocked.twoUsers': 'R10',
  'blocked.noEmail': 'R11',
  'blocked.badEmail': 'R11',
  'blocked.tooLong': 'R11',
  'blocked.id': 'R9',
  'blocked.held': 'R10',
  'blocked.swap': 'R10',
  'blocked.status': 'R14',
  'blocked.admin': 'R4',
  'blocked.alias': 'R16',
  'group.created': 'R19',
  'group.changed': 'R19',
  'group.same': 'R19',
  'group.unmanaged': 'R19',
  'group.smart': 'R19',
  'group.twice': 'R19',
  'group.archived': 'R19',
  'group.restored': 'R19',
  'group.empty': 'R19',
  'member.added': 'R19',
  'member.removed': 'R19',
  'member.newcomer': 'R19',
  'member.same': 'R19',
  'member.blocked': 'R19',
  'undo.created': 'R23',
  'undo.changed': 'R23',
  'undo.archived': 'R23',
  'undo.restored': 'R23',
  'undo.same': 'R23',
  'undo.stays': 'R23',
  'undo.moved': 'R23',
  'undo.gone': 'R23',
  'undo.unknown': 'R23',
  'undo.listing': 'R23',
  'undo.groupMade': 'R23',
  'undo.groupStays': 'R23',
  'undo.groupEmptied': 'R23',
  'undo.groupFilled': 'R23',
  'undo.added': 'R23',
  'undo.removed': 'R23',
};

/** Which rule decided a row with this reason. */
export function ruleOf(reason: ReasonCode): RuleWords {
  const rule = RULE_OF[reason];
  return { rule: rule === 'oneOff' ? 'One-off sync' : rule, words: RULES[rule] };
}
