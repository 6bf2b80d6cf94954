import { join } from 'node:path';
import { systemClock } from './adapters/clock/system-clock.ts';
import { replaceFile } from './adapters/csv-files/replace-file.ts';
import { csvLine } from './adapters/csv-files/write-csv.ts';
import { homeFolders } from './compose/home.ts';
import { openHouse } from './compose/open-house.ts';
import { packageRoot } from './compose/package-root.ts';
import { runDemo } from './compose/run-demo.ts';
import { openLog } from './compose/run-parts.ts';
import type { ServeRequest } from './compose/serve-console.ts';

/** The only place in which adapters meet use cases; both doors, window and command line, begin here. */
export const composition = {
  clock: systemClock,
  /** A file of the resources folder, from source and from the built output alike. */
  resource: (...path: readonly string[]) => join(packageRoot(), 'resources', ...path),
  homeFolders,
  openHouse,
  openLog,
  runDemo,
  /** Read only where a console is served: the server's library is most of what the command line would hold. */
  serveConsole: async (request: ServeRequest) =>
    (await import('./compose/serve-console.ts')).serveConsole(request),
  csvLine,
  replaceFile,
};
