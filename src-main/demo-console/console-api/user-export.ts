import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import { type PersonRow, resourceOf } from '../database/people.ts';
import { isObject } from '../scim/filter/matches-filter.ts';
import type { Json, JsonObject } from '../scim/schema/attribute.ts';
import { ENTERPRISE_URN, KMSAT_URN } from '../scim/schema/user-schema.ts';
import { csvLines } from './exclusion-csv.ts';

const CHUNK = 500;

/** The columns of the console's user template, and where each comes from (design §14). */
const COLUMNS: readonly (readonly [heading: string, cellOf: (person: ExportedPerson) => string])[] = [
  ['Email', ({ core }) => text(core.userName)],
  ['External ID', ({ core }) => text(core.externalId)],
  ['First Name', ({ core }) => text(isObject(core.name) ? core.name.givenName : undefined)],
  ['Last Name', ({ core }) => text(isObject(core.name) ? core.name.familyName : undefined)],
  ['Job Title', ({ core }) => text(core.title)],
  ['Department', ({ enterprise }) => text(enterprise.department)],
  ['Division', ({ enterprise }) => text(enterprise.division)],
  ['Organization', ({ enterprise }) => text(enterprise.organization)],
  ['Location', ({ core }) => ofType(core.addresses, 'work', 'formatted')],
  ['Phone Number', ({ core }) => ofType(core.phoneNumbers, 'work', 'value')],
  ['Mobile', ({ core }) => ofType(core.phoneNumbers, 'mobile', 'value')],
  ['Employee Number', ({ enterprise }) => text(enterprise.employeeNumber)],
  ['Manager Email', ({ row }) => row.manager_email ?? ''],
  ['Manager Name', ({ core }) => text(core.displayName)],
  ['Group', ({ row }) => row.group_names ?? ''],
  ['Custom Field 1', ({ kmsat }) => text(kmsat.customField1)],
  ['Custom Field 2', ({ kmsat }) => text(kmsat.customField2)],
  ['Custom Field 3', ({ kmsat }) => text(kmsat.customField3)],
  ['Custom Field 4', ({ kmsat }) => text(kmsat.customField4)],
  ['Custom Date 1', ({ kmsat }) => text(kmsat.customDate1)],
  ['Custom Date 2', ({ kmsat }) => text(kmsat.customDate2)],
  ['Language', ({ kmsat }) => text(kmsat.trainingLanguage)],
  ['Email Aliases', ({ row }) => row.aliases ?? ''],
  ['Provisioning Managed', ({ row }) => String(row.protected === 0)],
  ['Status', ({ row }) => (row.active === 1 ? 'Active' : 'Archived')],
];

interface ExportRow extends PersonRow {
  readonly manager_email: string | null;
  readonly group_names: string | null;
  readonly aliases: string | null;
}

interface ExportedPerson {
  readonly row: ExportRow;
  readonly core: JsonObject;
  readonly enterprise: JsonObject;
  readonly kmsat: JsonObject;
}

/** Download CSV: everybody, streamed. It alone shows the aliases (fact sheet §7). */
export function userExport(server: FastifyInstance, store: ConsoleStore): void {
  const selectChunk = store.database.prepare<[number], ExportRow>(`
    SELECT ${store.people.columns},
      (SELECT json_extract(b.core_json, '$.userName') FROM user b WHERE b.id = u.manager_id) AS manager_email,
      (SELECT group_concat(g.display_name, ';' ORDER BY g.row) FROM member m JOIN console_group g
        ON g.row = m.group_row WHERE m.user_row = u.row) AS group_names,
      (SELECT group_concat(a.address, ';') FROM alias a WHERE a.user_row = u.row) AS aliases
    FROM user u WHERE u.row > ? ORDER BY u.row LIMIT ${CHUNK}`);

  function* chunks(): Generator<string> {
    yield csvLines([COLUMNS.map(([heading]) => heading)]);
    let lastRow = 0;
    for (;;) {
      const rows = selectChunk.all(lastRow);
      const last = rows.at(-1);
      if (!last) return;
      lastRow = last.row;
      yield csvLines(
        rows.map((row) => {
          const person = exported(row);
          return COLUMNS.map(([, cellOf]) => cellOf(person));
        }),
      );
    }
  }

  server.get('/users/export', (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="users.csv"')
      .send(Readable.from(chunks())),
  );
}

function exported(row: ExportRow): ExportedPerson {
  const core = resourceOf(row);
  const enterprise = core[ENTERPRISE_URN];
  const kmsat = core[KMSAT_URN];
  return {
    row,
    core,
    enterprise: isObject(enterprise) ? enterprise : {},
    kmsat: isObject(kmsat) ? kmsat : {},
  };
}

function ofType(list: Json | undefined, type: string, sub: string): string {
  const found = (Array.isArray(list) ? list : []).find(
    (value): value is JsonObject => isObject(value) && text(value.type).toLowerCase() === type,
  );
  return text(found?.[sub]);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
