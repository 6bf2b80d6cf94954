import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConsoleStore } from '../database/console-store.ts';
import type { GroupOfPerson, PersonRow } from '../database/people.ts';
import { type SqlCondition, splitFilter, USER_LOOK_UPS } from './filter/filter-to-sql.ts';
import { matchesFilter } from './filter/matches-filter.ts';
import { type ListQuery, listBody } from './list-query.ts';
import { renderUser } from './render.ts';
import type { JsonObject } from './schema/attribute.ts';
import { USER_MODEL } from './schema/resource-model.ts';

const SCAN_CHUNK = 500;

/** Lists people, at most a page or a chunk of them in memory at a time. */
export function listPeople(store: ConsoleStore, baseUrl: string): (query: ListQuery) => Promise<string> {
  const { database, people } = store;
  const from = `SELECT ${people.columns} FROM user u`;
  // Nobody is ever erased, so the row number is the place in the listing (see migrations).
  const total = database.prepare<[], number>('SELECT coalesce(max(row), 0) FROM user').pluck();
  const page = database.prepare<[number, number], PersonRow>(
    `${from} WHERE u.row >= ? ORDER BY u.row LIMIT ?`,
  );

  function render(rows: readonly PersonRow[], withGroups: boolean): string[] {
    const groups = new Map<number, GroupOfPerson[]>();
    if (withGroups && rows.length > 0) {
      for (const group of people.groupsOf(rows.map((row) => row.row))) {
        const list = groups.get(group.user_row);
        if (list) list.push(group);
        else groups.set(group.user_row, [group]);
      }
    }
    return rows.map((row) => renderUser(row, groups.get(row.row) ?? [], baseUrl));
  }

  function project(rows: readonly PersonRow[], query: ListQuery): string[] {
    return render(rows, query.projection.shows('groups')).map(query.projection.apply);
  }

  function answerFromIndex(query: ListQuery, condition: SqlCondition): string {
    const { sql, parameters } = condition;
    const found = database.prepare<unknown[], number>(`SELECT count(*) FROM user WHERE ${sql}`).pluck();
    // The rows are picked by the index alone before their long texts are touched, so a deep page stays cheap.
    const rows = database.prepare<unknown[], PersonRow>(
      `${from} WHERE u.row IN (SELECT row FROM user WHERE ${sql} ORDER BY row LIMIT ? OFFSET ?) ORDER BY u.row`,
    );
    return listBody(
      found.get(...parameters) ?? 0,
      query.startIndex,
      project(rows.all(...parameters, query.count, query.startIndex - 1), query),
    );
  }

  async function answerByScan(
    query: ListQuery,
    condition: SqlCondition | undefined,
    matches: (resource: JsonObject) => boolean,
  ): Promise<string> {
    const chunk = database.prepare<unknown[], PersonRow>(
      `${from} WHERE u.row > ? AND (${condition?.sql ?? '1'}) ORDER BY u.row LIMIT ${SCAN_CHUNK}`,
    );
    const shown: string[] = [];
    let found = 0;
    let lastRow = 0;
    for (;;) {
      const rows = chunk.all(lastRow, ...(condition?.parameters ?? []));
      for (const json of render(rows, true)) {
        if (!matches(JSON.parse(json) as JsonObject)) continue;
        found++;
        if (found >= query.startIndex && shown.length < query.count) shown.push(query.projection.apply(json));
      }
      const last = rows.at(-1);
      if (!last || rows.length < SCAN_CHUNK) return listBody(found, query.startIndex, shown);
      lastRow = last.row;
      // Others are served between two chunks.
      await nextTurn();
    }
  }

  return async (query) => {
    if (!query.filter)
      return listBody(
        total.get() ?? 0,
        query.startIndex,
        project(page.all(query.startIndex, query.count), query),
      );
    // Compiled in any case, so that an unknown attribute is refused whoever answers.
    const matches = matchesFilter(USER_MODEL, query.filter);
    const { inDatabase, rest } = splitFilter(USER_MODEL, query.filter, USER_LOOK_UPS);
    return inDatabase && !rest
      ? answerFromIndex(query, inDatabase)
      : answerByScan(query, inDatabase, matches);
  };
}
