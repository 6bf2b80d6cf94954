import { systemClock } from '../adapters/clock/system-clock.ts';
import { replaceFile } from '../adapters/csv-files/replace-file.ts';
import { csvLine } from '../adapters/csv-files/write-csv.ts';
import { fileLog, type LogLevel } from '../adapters/log/log.ts';
import { openReportStore } from '../adapters/store/report-files.ts';
import type { DeskTools } from '../app/report-desk-work.ts';
import { homeFolders } from './home.ts';
import { openSnapshots } from './sources.ts';

/** What the reports' thread works with: the reports of this computer, and a way to write files. */
export function openReportTools({
  home,
  who,
  logLevel,
}: {
  readonly home: string;
  readonly who: string;
  readonly logLevel: string;
}): DeskTools {
  const { reports, log } = homeFolders(home);
  const journal = fileLog({ file: log, level: logLevel as LogLevel });
  return {
    tables: openReportStore({
      folder: reports,
      clock: systemClock,
      onDamaged: ({ code }) => journal.warn('a report cannot be read', { code }),
    }),
    clock: systemClock,
    snapshots: openSnapshots(home),
    who,
    csvLine: (cells) => csvLine(cells, 'guarded'),
    replaceFile: (file, write) =>
      replaceFile(file, (handle) =>
        write(async (text) => {
          await handle.writeFile(text);
        }),
      ),
  };
}
