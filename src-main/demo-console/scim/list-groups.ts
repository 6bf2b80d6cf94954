import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConsoleStore } from '../database/console-store.ts';
import type { GroupRow } from '../database/groups.ts';
import { GROUP_LOOK_UPS, type SqlCondition, splitFilter } from './filter/filter-to-sql.ts';
import { matchesFilter } from './filter/matches-filter.ts';
import { type ListQuery, listBody } from './list-query.ts';
import { renderGroup } from './render.ts';
import type { JsonObject } from './schema/attribute.ts';
import { GROUP_MODEL } from './schema/resource-model.ts';

const SCAN_CHUNK = 100;
/** Members of one page's groups; a page ends early rather than hold more (RFC 7644 §3.4.2.4 allows fewer). */
const MOST_TEXT_PER_PAGE = 16_000_000;

/** Lists groups, with their members unless those were not asked for. */
export function listGroups(store: ConsoleStore, baseUrl: string): (query: ListQuery) => Promise<string> {
  const { database, groups } = store;

  function render(group: GroupRow, withMembers: boolean): string {
    return renderGroup(group, withMembers ? groups.members(group.row) : undefined, baseUrl);
  }

  function answerFromIndex(query: ListQuery, condition: SqlCondition): string {
    const { sql, parameters } = condition;
    const found = database
      .prepare<unknown[], number>(`SELECT count(*) FROM console_group WHERE ${sql}`)
      .pluck();
    const rows = database
      .prepare<unknown[], GroupRow>(
        `SELECT * FROM console_group
         WHERE row IN (SELECT row FROM console_group WHERE ${sql} ORDER BY row LIMIT ? OFFSET ?) ORDER BY row`,
      )
      .all(...parameters, query.count, query.startIndex - 1);
    const withMembers = query.projection.shows('members');
    const shown: string[] = [];
    let size = 0;
    for (const row of rows) {
      if (size > MOST_TEXT_PER_PAGE) break;
      const json = query.projection.apply(render(row, withMembers));
      size += json.length;
      shown.push(json);
    }
    return listBody(found.get(...parameters) ?? 0, query.startIndex, shown);
  }

  async function answerByScan(
    query: ListQuery,
    condition: SqlCondition | undefined,
    matches: (resource: JsonObject) => boolean,
  ): Promise<string> {
    const chunk = database.prepare<unknown[], GroupRow>(
      `SELECT * FROM console_group WHERE row > ? AND (${condition?.sql ?? '1'}) ORDER BY row LIMIT ${SCAN_CHUNK}`,
    );
    const shown: string[] = [];
    let found = 0;
    let lastRow = 0;
    for (;;) {
      const rows = chunk.all(lastRow, ...(condition?.parameters ?? []));
      for (const row of rows) {
        const json = render(row, true);
        if (!matches(JSON.parse(json) as JsonObject)) continue;
        found++;
        if (found >= query.startIndex && shown.length < query.count) shown.push(query.projection.apply(json));
      }
      const last = rows.at(-1);
      if (!last || rows.length < SCAN_CHUNK) return listBody(found, query.startIndex, shown);
      lastRow = last.row;
      await nextTurn();
    }
  }

  return async (query) => {
    if (!query.filter) return answerFromIndex(query, { sql: '1', parameters: [] });
    const matches = matchesFilter(GROUP_MODEL, query.filter);
    const { inDatabase, rest } = splitFilter(GROUP_MODEL, query.filter, GROUP_LOOK_UPS);
    return inDatabase && !rest
      ? answerFromIndex(query, inDatabase)
      : answerByScan(query, inDatabase, matches);
  };
}
