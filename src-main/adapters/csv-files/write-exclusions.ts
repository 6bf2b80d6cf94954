import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ExclusionEntry } from '../../core/exclusion-list.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { unreadable } from './read-text.ts';
import { replaceFile } from './replace-file.ts';
import { csvLine } from './write-csv.ts';

/** What the writer knows of the file that it is about to replace. */
export type SeenFile =
  | { readonly state: 'absent' }
  /** `hash` as `readExclusions` gave it. */
  | { readonly state: 'read'; readonly hash: string };

/**
 * The text of an exclusion CSV: only these two columns, because an empty cell under another heading would
 * clear that field on the console; UTF-8 without byte order mark (design §9, facts §3).
 */
export function exclusionsAsCsv(entries: Iterable<Pick<ExclusionEntry, 'address' | 'managed'>>): string {
  let text = csvLine(['Email', 'Provisioning Managed'], 'exact');
  for (const { address, managed } of entries) text += csvLine([address, String(managed)], 'exact');
  return text;
}

/**
 * Writes an exclusion file whole or not at all. Fails with `conflict`, and changes nothing, where the
 * file is no longer as it was seen: others may edit it too. Gives the hash of what now stands there.
 */
export async function writeExclusions(
  file: string,
  entries: Iterable<Pick<ExclusionEntry, 'address' | 'managed'>>,
  seen: SeenFile,
): Promise<Result<{ readonly hash: string }>> {
  const text = exclusionsAsCsv(entries);
  return replaceFile(
    file,
    async (handle) => {
      await handle.writeFile(text, 'utf8');
      return succeed({ hash: sha256(Buffer.from(text, 'utf8')) });
    },
    () => stillAsSeen(file, seen),
  );
}

async function stillAsSeen(file: string, seen: SeenFile): Promise<Result<undefined>> {
  try {
    const now = sha256(await readFile(file));
    return seen.state === 'read' && seen.hash === now ? succeed(undefined) : fail(changedMeanwhile(file));
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (!missing) return fail(unreadable(file, cause));
    return seen.state === 'absent' ? succeed(undefined) : fail(changedMeanwhile(file));
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function changedMeanwhile(file: string): Failure {
  const name = basename(file);
  return {
    code: 'conflict',
    sentence: `${name} was changed by somebody else in the meantime, so it was not overwritten.`,
    next: 'Read it again, then make your edit once more.',
    where: { file: name },
  };
}
