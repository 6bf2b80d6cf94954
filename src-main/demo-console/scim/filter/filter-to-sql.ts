import type { Filter } from 'scim2-parse-filter';
import { fold } from '../../../core/fold.ts';
import { findPlace, type ResourceModel } from '../schema/resource-model.ts';

export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** For each attribute that the database can look up by itself: what stands there for a value, or nothing. */
export type SqlLookUps = Readonly<
  Record<string, (value: string | number | boolean) => SqlCondition | undefined>
>;

/** People: the columns that have an index, and the groups they are in. */
export const USER_LOOK_UPS: SqlLookUps = {
  id: (value) => byText('id = ?', value),
  userName: (value) => byFoldedText('user_name_folded = ?', value),
  externalId: (value) => byText('external_id = ?', value),
  displayName: (value) => byFoldedText('display_name_folded = ?', value),
  active: (value) =>
    typeof value === 'boolean' ? { sql: 'active = ?', parameters: [Number(value)] } : undefined,
  'groups.value': (value) =>
    byText(
      'row IN (SELECT user_row FROM member WHERE group_row = (SELECT row FROM console_group WHERE id = ?))',
      value,
    ),
};

/** Groups: likewise, and the people in them, who never stand in the group's own row. */
export const GROUP_LOOK_UPS: SqlLookUps = {
  id: (value) => byText('id = ?', value),
  displayName: (value) => byFoldedText('display_name_folded = ?', value),
  externalId: (value) => byText('external_id = ?', value),
  'members.value': (value) =>
    byText(
      'row IN (SELECT group_row FROM member WHERE user_row = (SELECT row FROM user WHERE id = ?))',
      value,
    ),
};

/**
 * Splits a filter in the part that the database answers and the part that each resource must be tested for.
 * A filter is the conjunction of both.
 */
export function splitFilter(
  model: ResourceModel,
  filter: Filter,
  lookUps: SqlLookUps,
): { readonly inDatabase: SqlCondition | undefined; readonly rest: Filter | undefined } {
  const parts = filter.op === 'and' ? filter.filters : [filter];
  const conditions: SqlCondition[] = [];
  const rest: Filter[] = [];
  for (const part of parts) {
    const condition = toSql(model, part, lookUps);
    if (condition) conditions.push(condition);
    else rest.push(part);
  }
  return {
    inDatabase: conditions.length > 0 ? joined(conditions, ' AND ') : undefined,
    rest: rest.length > 1 ? { op: 'and', filters: rest } : rest[0],
  };
}

function toSql(model: ResourceModel, filter: Filter, lookUps: SqlLookUps): SqlCondition | undefined {
  if (filter.op === 'and' || filter.op === 'or') {
    const parts = filter.filters.map((part) => toSql(model, part, lookUps));
    if (!parts.every((part) => part !== undefined)) return undefined;
    return joined(parts, filter.op === 'and' ? ' AND ' : ' OR ');
  }
  // members[value eq "…"] is the same question as members.value eq "…".
  if (filter.op === '[]' && filter.valFilter.op === 'eq')
    return toSql(
      model,
      { ...filter.valFilter, attrPath: `${filter.attrPath}.${filter.valFilter.attrPath}` },
      lookUps,
    );
  if (filter.op !== 'eq' || filter.compValue === null) return undefined;
  const place = findPlace(model, filter.attrPath);
  if (!place?.attribute || place.extension) return undefined;
  const sub = place.sub?.name ?? (place.attribute.type === 'complex' ? 'value' : undefined);
  const name = sub === undefined ? place.attribute.name : `${place.attribute.name}.${sub}`;
  return lookUps[name]?.(filter.compValue);
}

function byText(sql: string, value: string | number | boolean): SqlCondition | undefined {
  return typeof value === 'string' ? { sql, parameters: [value.trim()] } : undefined;
}

function byFoldedText(sql: string, value: string | number | boolean): SqlCondition | undefined {
  return typeof value === 'string' ? { sql, parameters: [fold(value)] } : undefined;
}

function joined(conditions: readonly SqlCondition[], by: ' AND ' | ' OR '): SqlCondition {
  return {
    sql: conditions.map((condition) => `(${condition.sql})`).join(by),
    parameters: conditions.flatMap((condition) => condition.parameters),
  };
}
