import { existsSync } from 'node:fs';
import {
  parseExclusionLines,
  readExclusionLines,
  readExclusions,
} from '../adapters/csv-files/read-exclusions.ts';
import type { ReadList } from '../app/open-draft.ts';
import { excludedAddresses } from '../core/exclusion-list.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { ListPlace } from '../engine/desk-message.ts';

const CONSOLE_LIST = 'the console’s exclusion list';

/** The list in force of a tenant, line by line as it stands. */
export async function readListOf({ where, file, console: given }: ListPlace): Promise<Result<ReadList>> {
  if (where === 'file') return readFileList(file ?? '');
  if (!given) return fail(notRead());
  if (!given.ok) return given;
  const { csv, version } = given.value;
  const rows = await parseExclusionLines(csv, CONSOLE_LIST);
  return rows.ok ? succeed({ rows: rows.value, mark: version, notes: [] }) : rows;
}

/** A file that does not exist yet is an empty list: nobody is protected by it. */
export async function readFileList(file: string): Promise<Result<ReadList>> {
  if (!existsSync(file)) return succeed({ rows: [], mark: '', notes: [] });
  const read = await readExclusionLines(file);
  if (!read.ok) return read;
  const { rows, hash, notes } = read.value;
  return succeed({ rows, mark: hash, notes });
}

/** Folded addresses that the file beside the console's list protects; one that cannot be read protects nobody here. */
export async function othersProtect(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined) return [];
  const read = await readExclusions(file);
  return read.ok ? [...excludedAddresses(read.value.list).keys()] : [];
}

function notRead() {
  return {
    code: 'network' as const,
    sentence: 'The console’s exclusion list was not read.',
    next: 'Try again.',
  };
}
