import { readExclusions } from '../adapters/csv-files/read-exclusions.ts';
import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import type { SourceChoice } from '../app/house.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';

/**
 * Looks at files before a tenant keeps them: one that is missing, a folder or without its columns is refused now
 * and not in the night, at the next sync. Rows are read then; here the heading and the first of them are enough.
 */
export async function checkSources(sources: SourceChoice, signal: AbortSignal): Promise<Result<void>> {
  const { directory, consoleExportFile, exclusionsFile } = sources;
  if (directory?.kind === 'csv') {
    const people = await checkPeople(directory.file, 'directory', signal);
    if (!people.ok) return people;
  }
  if (consoleExportFile !== undefined) {
    const people = await checkPeople(consoleExportFile, 'console', signal);
    if (!people.ok) return people;
  }
  if (exclusionsFile !== undefined) {
    const list = await readExclusions(exclusionsFile, signal);
    if (!list.ok) return fail(nothingSaved(list.failure));
  }
  return succeed(undefined);
}

async function checkPeople(
  file: string,
  role: 'directory' | 'console',
  signal: AbortSignal,
): Promise<Result<void>> {
  const listing = csvSource({ file, role }).list({ signal });
  try {
    const first = await listing.next();
    if (!first.done) return succeed(undefined);
    const { completeness, carried } = first.value;
    // A heading without people, or rows that are cut short, may be whole at the next export.
    const headed = carried.attributes.length > 0;
    return completeness.status === 'complete' || headed
      ? succeed(undefined)
      : fail(nothingSaved(completeness.why));
  } finally {
    await listing.return({
      completeness: { status: 'complete' },
      carried: { attributes: [], manager: false, groups: false },
      ignoredColumns: [],
      notes: [],
    });
  }
}

function nothingSaved(why: Failure): Failure {
  const code = why.code === 'cancelled' ? why.code : 'bad-input';
  // An exclusion list that cannot be read says already that nothing was done; here it is about saving.
  const what = why.sentence.replace(/, so nothing was done\.$/, '.');
  return { ...why, code, sentence: `${what} Nothing was saved.` };
}
