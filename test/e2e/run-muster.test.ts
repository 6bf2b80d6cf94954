import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inAProcess } from './in-a-process.ts';

const root = join(import.meta.dirname, '../..');

const standIn = `
const args = process.argv.slice(2);
if (args[0] === 'wait') {
  process.on('SIGINT', () => process.exit(130));
  setInterval(() => {}, 1000);
  console.log('waiting');
} else {
  console.log(JSON.stringify({ args, program: process.argv[1], node: process.version }));
  process.exitCode = 6;
}
`;

/** A folder with a stand-in for the built command line, and a package "node" of the wanted version. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-run-'));
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  mkdirSync(join(folder, 'out/main'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'out/main/cli.js'), standIn);
  writeFileSync(
    join(folder, 'run.js'),
    `import { runMuster } from './scripts/run-muster.mjs'; await runMuster(import.meta.dirname, process.argv.slice(2));`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function packageNode(version: string): void {
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/node/package.json'), JSON.stringify({ version }));
  writeFileSync(join(folder, 'node_modules/node/bin/node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, {
    mode: 0o755,
  });
}

describe.each([
  ['in this process, under the Node of package.json', process.version.slice(1)],
  ['beneath this process, under another Node', '0.0.0'],
])('the command line runs %s', (_where, version) => {
  beforeEach(() => packageNode(version));

  it('with its arguments untouched, nothing else on standard output, and its exit code', async () => {
    const ended = await inAProcess(process.execPath, ['run.js', 'sync', '--only', 'a b@example.com'], {
      cwd: folder,
    });
    expect(ended.code).toBe(6);
    expect(JSON.parse(ended.stdout)).toEqual({
      args: ['sync', '--only', 'a b@example.com'],
      program: join(folder, 'out/main/cli.js'),
      node: process.version,
    });
  });

  it('and ends with 130 when it is interrupted', async () => {
    const signalAt = { text: 'waiting', signal: 'SIGINT' } as const;
    const ended = await inAProcess(process.execPath, ['run.js', 'wait'], { cwd: folder, signalAt });
    expect({ code: ended.code, signal: ended.signal }).toEqual({ code: 130, signal: null });
  });
});
