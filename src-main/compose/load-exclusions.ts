import { basename } from 'node:path';
import { parseExclusions, readExclusions } from '../adapters/csv-files/read-exclusions.ts';
import type { Exclusions } from '../app/make-report.ts';
import type { ConsoleApi } from '../app/ports/console-api.ts';
import { type ExclusionList, excludedAddresses, exclusionNotes } from '../core/exclusion-list.ts';
import { type Result, succeed } from '../core/failure.ts';

/**
 * The exclusion list in force: the console's own and the file's, together (R5). Where one of them cannot be
 * read, there is no list: a sync without its protections is never run.
 */
export async function loadExclusions(
  api: ConsoleApi | undefined,
  file: string | undefined,
  signal: AbortSignal,
): Promise<Result<Exclusions>> {
  const lists: { readonly source: string; readonly list: ExclusionList }[] = [];
  if (api) {
    const read = await api.readExclusions(signal);
    if (!read.ok) return read;
    const parsed = await parseExclusions(read.value.csv, CONSOLE_LIST);
    if (!parsed.ok) return parsed;
    lists.push({ source: CONSOLE_LIST, list: parsed.value });
  }
  if (file !== undefined) {
    const read = await readExclusions(file, signal);
    if (!read.ok) return read;
    lists.push({ source: basename(file), list: read.value.list });
  }
  const protects = new Map<string, { source: string; line: number }>();
  for (const { source, list } of lists) {
    for (const [folded, line] of excludedAddresses(list)) {
      if (!protects.has(folded)) protects.set(folded, { source, line });
    }
  }
  return succeed({
    protects,
    sources: lists.map(({ source }) => source),
    notes: lists.flatMap(({ source, list }) => exclusionNotes(source, list)),
  });
}

const CONSOLE_LIST = 'the console’s exclusion list';
