/** Why a row has its verdict. The sentences stand in reasons.ts; codes are those of the screens' copy. */
export type ReasonCode =
  | 'created.new'
  | 'changed.attrs'
  | 'changed.rename'
  | 'archived.absent'
  | 'archived.inactive'
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
  | 'field.dropped'
  | 'restore.enrol'
  | 'lookalike'
  | 'unverified.domain'
  | 'undo.moved'
  | 'undo.stays';

/** Heavy warnings come first everywhere and are never folded away. */
export const HEAVY_WARNINGS: ReadonlySet<WarningCode> = new Set([
  'alias',
  'manager.leaves',
  'console.itself',
  'names.nobody',
  'clears',
  'email',
]);
