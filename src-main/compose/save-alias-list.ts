import { writeCsv } from '../adapters/csv-files/write-csv.ts';
import type { ReportReader, ReportStore } from '../app/ports/report-store.ts';
import { type Result, succeed } from '../core/failure.ts';

const PAGE = 1_000;

/**
 * Writes the aliases of a report that would vanish, one a line with whose it is: exactly those whose hash is
 * acknowledged (R16, app/alias-list.ts). The cells are as they are, since another program is to read them back.
 */
export async function saveAliasList(
  reportId: string,
  file: string,
  reports: Pick<ReportStore, 'open'>,
): Promise<Result<{ readonly aliases: number }>> {
  const opened = reports.open(reportId);
  if (!opened.ok) return opened;
  const reader = opened.value;
  try {
    const written = await writeCsv({
      file,
      heading: ['Email', 'Name', 'Alias'],
      rows: aliasRows(reader),
      guard: 'exact',
      encoding: 'utf-8-bom',
    });
    return written.ok ? succeed({ aliases: written.value.rows }) : written;
  } finally {
    reader.close();
  }
}

function* aliasRows(reader: ReportReader): Generator<readonly string[]> {
  let after: string | undefined;
  do {
    const { rows, next } = reader.page(
      { warning: 'alias' },
      { limit: PAGE, ...(after === undefined ? {} : { after }) },
    );
    for (const { address, name, warnings } of rows) {
      for (const { code, facts } of warnings)
        if (code === 'alias') yield [address, name, String(facts.alias)];
    }
    after = next;
  } while (after !== undefined);
}
