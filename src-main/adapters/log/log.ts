import { createRequire } from 'node:module';
import type { Logger, pino as Pino } from 'pino';
import type { Log, LogFields } from '../../app/ports/log.ts';
import { type LineSink, rotatingFile } from './rotating-file.ts';
import { scrub } from './scrub.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface FileLogOptions {
  readonly file: string;
  readonly level: LogLevel;
  /** 5 MB by default, and three older files beside it. */
  readonly maxBytes?: number;
}

const load = createRequire(import.meta.url);

const MAX_BYTES = 5 * 1024 * 1024;
const OLDER_FILES = 3;

/** A log in a file, as one JSON object a line; starts a new file by size. */
export function fileLog({ file, level, maxBytes = MAX_BYTES }: FileLogOptions): Log {
  const onTrouble = (sentence: string): void => {
    process.stderr.write(`${sentence}\n`);
  };
  return logTo(rotatingFile({ file, maxBytes, keep: OLDER_FILES, onTrouble }), level);
}

/** A log on standard error, for the command line. */
export function standardErrorLog(level: LogLevel): Log {
  return logTo({ write: (line) => void process.stderr.write(line) }, level);
}

/** A log to any sink of lines. Every text passes the scrubber; nothing that is not a LogFields value gets in. */
export function logTo(sink: LineSink, level: LogLevel): Log {
  let opened: Logger | undefined;
  // Read with the first line only: it is 10 MB, and most threads have nothing to say.
  const logger = (): Logger => {
    const pino: typeof Pino = load('pino');
    // Neither host name nor process id: logs are sent to others.
    opened ??= pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
    return opened;
  };
  return {
    debug: (message, fields) => logger().debug(scrubbed(fields), scrub(message)),
    info: (message, fields) => logger().info(scrubbed(fields), scrub(message)),
    warn: (message, fields) => logger().warn(scrubbed(fields), scrub(message)),
    error: (message, fields) => logger().error(scrubbed(fields), scrub(message)),
  };
}

function scrubbed(fields: LogFields = {}): LogFields {
  const clean: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    // A value that got past the types (an error, a response) is named by its type and not written.
    clean[scrub(name)] = typeof value === 'string' ? scrub(value) : plain(value);
  }
  return clean;
}

function plain(value: unknown): string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' ? value : `[removed: ${typeof value}]`;
}
