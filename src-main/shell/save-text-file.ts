import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a text where the admin chose, whole or not at all: first beside it, then renamed onto it. Gives what the
 * system said where that failed.
 */
export async function saveTextFile(file: string, text: string): Promise<string | undefined> {
  const beside = `${file}.${process.pid}.new`;
  try {
    await writeFile(beside, text, { flag: 'wx', mode: 0o600 });
    await rename(beside, file);
    return undefined;
  } catch (error) {
    await rm(beside, { force: true });
    return error instanceof Error ? error.message : String(error);
  }
}
