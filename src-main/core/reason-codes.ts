/** Why a row has its verdict. The sentences stand in reasons.ts; codes are those of the screens' copy. */
export type ReasonCode =
  | 'created.new'
  | 'changed.attrs'
  | 'changed.rename'
  | 'archived.absent'
  | 'archived.inactive'
  | 'archived.notAsked'
  | 'restored.back'
  | 'unchanged.same'
  | 'unchanged.case'
  | 'unchanged.adopt'
  | 'unchanged.archived'
  | 'unchanged.inactiveabsent'
  | 'blocked.listing'
  | 'excluded.list'
  | 'excluded.flag'
  | 'excluded.column'
  | 'blocked.twoRows'
  | 'blocked.twoUsers'
  | 'blocked.noEmail'
  | 'blocked.badEmail'
  | 'blocked.tooLong'
  | 'blocked.id'
  | 'blocked.held'
  | 'blocked.swap'
  | 'blocked.status'
  | 'blocked.admin'
  | 'blocked.alias'
  | 'group.created'
  | 'group.changed'
  | 'group.same'
  | 'group.unmanaged'
  | 'group.smart'
  | 'group.twice'
  | 'group.archived'
  | 'group.restored'
  | 'group.empty'
  | 'member.added'
  | 'member.removed'
  | 'member.newcomer'
  | 'member.same'
  | 'member.blocked'
  | 'undo.created'
  | 'undo.changed'
  | 'undo.archived'
  | 'undo.restored'
  | 'undo.same'
  | 'undo.stays'
  | 'undo.moved'
  | 'undo.gone'
  | 'undo.unknown'
  | 'undo.listing'
  | 'undo.groupMade'
  | 'undo.groupStays'
  | 'undo.groupEmptied'
  | 'undo.groupFilled'
  | 'undo.added'
  | 'undo.removed';

export type WarningCode =
  | 'alias'
  | 'manager.leaves'
  | 'console.itself'
  | 'names.nobody'
  | 'clears'
  | 'email'
  | 'console.edit'
  | 'manager.unknown'
  | 'manager.self'
  | 'field.dropped'
  | 'restore.enrol'
  | 'lookalike'
  | 'unverified.domain'
  | 'undo.moved'
  | 'undo.stays'
  | 'undo.alias';

/** Heavy warnings come first everywhere and are never folded away. */
export const HEAVY_WARNINGS: ReadonlySet<WarningCode> = new Set([
  'alias',
  'manager.leaves',
  'console.itself',
  'names.nobody',
  'clears',
  'email',
]);

const KNOWN_WARNINGS: Readonly<Record<WarningCode, true>> = {
  alias: true,
  'manager.leaves': true,
  'console.itself': true,
  'names.nobody': true,
  clears: true,
  email: true,
  'console.edit': true,
  'manager.unknown': true,
  'manager.self': true,
  'field.dropped': true,
  'restore.enrol': true,
  lookalike: true,
  'unverified.domain': true,
  'undo.moved': true,
  'undo.stays': true,
  'undo.alias': true,
};

/** A report of a later version may hold a warning that this one has no words for. */
export function isWarningCode(code: string): code is WarningCode {
  return Object.hasOwn(KNOWN_WARNINGS, code);
}
