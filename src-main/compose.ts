import { replaceFile } from './adapters/csv-files/replace-file.ts';
import { csvLine } from './adapters/csv-files/write-csv.ts';
import { homeFolders } from './compose/home.ts';
import { openHouse } from './compose/open-house.ts';
import { runDemo } from './compose/run-demo.ts';
import { openLog } from './compose/run-parts.ts';
import { serveConsole } from './compose/serve-console.ts';

/** The only place in which adapters meet use cases; both doors, window and command line, begin here. */
export const composition = { homeFolders, openHouse, openLog, runDemo, serveConsole, csvLine, replaceFile };
