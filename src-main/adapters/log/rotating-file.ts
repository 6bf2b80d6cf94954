import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface RotatingFileOptions {
  readonly file: string;
  readonly maxBytes: number;
  /** How many older files stay: FILE.1 is the newest of them. */
  readonly keep: number;
  /** Told once, with a sentence, when the file cannot be written; the line is lost, the run goes on. */
  readonly onTrouble: (sentence: string) => void;
}

export interface LineSink {
  write(line: string): void;
}

/** A file that starts anew when it is full. Each line is written at once, so that a crash loses none. */
export function rotatingFile({ file, maxBytes, keep, onTrouble }: RotatingFileOptions): LineSink {
  let handle: number | undefined;
  let size = 0;
  let troubled = false;

  const open = (): number => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const opened = openSync(file, 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
  };

  const rotate = (full: number): void => {
    closeSync(full);
    handle = undefined;
    rmSync(`${file}.${keep}`, { force: true });
    for (let age = keep - 1; age >= 1; age--) {
      if (existsSync(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
    }
    renameSync(file, `${file}.1`);
  };

  return {
    write(line) {
      try {
        handle ??= open();
        const bytes = Buffer.byteLength(line);
        if (size > 0 && size + bytes > maxBytes) {
          rotate(handle);
          handle = open();
        }
        writeSync(handle, line);
        size += bytes;
      } catch (error) {
        // A full disk must not end a sync in its middle; but it is said, once.
        if (!troubled) onTrouble(`The log ${file} cannot be written: ${codeOf(error)}.`);
        troubled = true;
      }
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
