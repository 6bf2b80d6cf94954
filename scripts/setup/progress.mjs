// Where set-up tells what it does: short lines on standard error, everything else in one log file.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A set-up that cannot go on. `sentence` says what failed, `next` what to do; both are for people. */
export class SetupStopped extends Error {
  constructor(sentence, next) {
    super(sentence);
    this.next = next;
  }
}

/** Standard output belongs to the command that follows (`muster … --json`), so nothing is written there. */
export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

export function logFile(root) {
  return join(root, '.cache', 'setup.log');
}

/** The log does not live in node_modules, because `npm ci` empties that folder. */
export function startLog(root) {
  const file = logFile(root);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `# Set-up of ${new Date().toISOString()}, Node ${process.version}, ${process.platform} ${process.arch}\n`,
  );
  return file;
}

export function writeLog(root, text) {
  appendFileSync(logFile(root), text);
}

/** The end of the log, without the names of the machine's own package mirrors. */
export function lastLines(root, count = 15) {
  const lines = withoutHosts(readFileSync(logFile(root), 'utf8'))
    .trimEnd()
    .split('\n');
  return lines
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');
}

function withoutHosts(text) {
  return text
    .replace(/\b([a-z][a-z+.-]*):\/\/[^\s/'"]+/gi, '$1://…')
    .replace(/\b(getaddrinfo \w+|connect \w+|(?:address|host|hostname):) '?[\w.:-]+'?/gi, '$1 …');
}
