import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, type Result, succeed } from '../../core/failure.ts';
import { binaryKind, EightBitSurvey, type Encoding, encodingOfHead } from './encoding.ts';
import { unreadable } from './read-text.ts';

const HEAD_BYTES = 256 * 1024;

export interface TextHead {
  /** Up to the last whole line of the head. */
  readonly text: string;
  readonly encoding: Encoding;
  /** The file goes on. */
  readonly more: boolean;
}

/** The beginning of a text file in any usual encoding, for a first look; what comes after it is not vouched for. */
export async function readHead(file: string): Promise<Result<TextHead>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { size } = await handle.stat();
    const buffer = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
    return decode(file, buffer.subarray(0, bytesRead), size > bytesRead);
  } catch (cause) {
    return fail(unreadable(file, cause));
  } finally {
    await handle?.close();
  }
}

function decode(file: string, bytes: Uint8Array, more: boolean): Result<TextHead> {
  const binary = binaryKind(bytes);
  const encoding = binary === undefined ? encodingOf(bytes) : undefined;
  if (encoding === undefined) {
    const name = basename(file);
    return fail({
      code: 'bad-input',
      sentence: `${name} is ${binary ?? 'damaged or no text file'}, not a CSV.`,
      next: 'Save it as "CSV UTF-8" and give that file.',
      where: { file: name },
    });
  }
  const text = new TextDecoder(encoding).decode(bytes);
  if (!more) return succeed({ text, encoding, more });
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return succeed({ text: text.slice(0, end + 1), encoding, more });
}

function encodingOf(bytes: Uint8Array): Encoding | undefined {
  const told = encodingOfHead(bytes);
  if (told !== undefined) return told;
  const survey = new EightBitSurvey();
  survey.add(bytes);
  const seen = survey.end();
  if (seen.kind === 'nul') return undefined;
  return seen.kind === 'utf-8' || seen.kind === 'utf-8-cut' ? 'utf-8' : 'windows-1252';
}
