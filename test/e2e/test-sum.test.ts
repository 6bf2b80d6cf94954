import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inAProcess } from './in-a-process.ts';

const runSuite = pathToFileURL(join(import.meta.dirname, '../../scripts/test/run-suite.mjs')).href;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-sum-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Counts a stand-in suite: it writes this report, then does what the script says. */
async function count(report: object | undefined, script: string) {
  const file = join(folder, 'report.json');
  if (report) writeFileSync(file, JSON.stringify(report));
  writeFileSync(
    join(folder, 'count.mjs'),
    `import { runTests } from ${JSON.stringify(runSuite)};
     const surroundings = { root: ${JSON.stringify(folder)}, env: process.env, limitMinutes: 0.02 };
     const counts = await runTests('e2e', process.execPath, ['-e', ${JSON.stringify(script)}], ${JSON.stringify(file)}, surroundings);
     console.log(JSON.stringify(counts));`,
  );
  const ended = await inAProcess(process.execPath, ['count.mjs'], { cwd: folder });
  const lines = ended.stdout.trim().split('\n');
  return { counts: JSON.parse(lines.at(-1) ?? ''), said: lines.slice(1, -1).join('\n') };
}

function report(
  numPassedTests: number,
  numFailedTests: number,
  numPendingTests: number,
  testResults: object[] = [],
) {
  return { numPassedTests, numFailedTests, numPendingTests, numTodoTests: 0, testResults };
}

describe('the sum of npm test', () => {
  it('takes over what the suite counted', async () => {
    const { counts } = await count(report(5, 1, 2), 'process.exitCode = 1');
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  it('counts a suite without tests as a failure', async () => {
    const { counts, said } = await count(undefined, '');
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(said).toContain('ran no test');
  });

  it('counts a file that could not be loaded as a failure', async () => {
    const unloaded = [{ status: 'failed', assertionResults: [] }];
    const { counts } = await count(report(5, 0, 0, unloaded), 'process.exitCode = 1');
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a crash after the last test as a failure', async () => {
    const { counts, said } = await count(report(5, 0, 0), 'process.exit(3)');
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(said).toContain('exit code 3');
  });

  it('hears a suite once more whose runner died of a signal, and says so aloud', async () => {
    const dies = `console.error('Error: Worker exited unexpectedly with signal SIGSEGV'); process.exit(1)`;
    const { counts, said } = await count(report(5, 0, 0), dies);
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(said.match(/DIED OF A SIGNAL/g)).toHaveLength(1);
    const once = `const { existsSync, writeFileSync } = require('node:fs');
      if (existsSync('again')) process.exit(0); writeFileSync('again', ''); ${dies}`;
    expect((await count(report(5, 0, 0), once)).counts).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  it('stops a suite that hangs, and counts it as a failure', async () => {
    const { counts, said } = await count(undefined, 'setInterval(() => {}, 1000)');
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(said).toContain('did not end within 0.02 minutes and was stopped');
  });

  it('hears a window spec that failed once more, aloud; what fails twice has failed', async () => {
    const outcome = (status: string, name: string) => ({
      name: join(folder, name),
      status,
      assertionResults: [{ status: 'passed' }, { status }],
    });
    const whole = report(5, 2, 0, [outcome('failed', 'a.test.ts'), outcome('failed', 'b.test.ts')]);
    for (const [again, end, left] of [
      [report(4, 0, 0), '', { passed: 7, failed: 0, skipped: 0 }],
      [report(3, 1, 0), 'process.exitCode = 1', { passed: 6, failed: 1, skipped: 0 }],
    ] as const) {
      writeFileSync(join(folder, 'whole.json'), JSON.stringify(whole));
      writeFileSync(join(folder, 'again.json'), JSON.stringify(again));
      writeFileSync(
        join(folder, 'count.mjs'),
        `import { runWindowTests } from ${JSON.stringify(runSuite)};
         const ask = (files) => ({
           command: process.execPath,
           args: ['-e', files.length === 0 ? 'process.exitCode = 1' : ${JSON.stringify(end)}],
           reportFile: files.length === 0 ? 'whole.json' : 'again.json',
         });
         const surroundings = { root: ${JSON.stringify(folder)}, env: process.env, limitMinutes: 0.1 };
         console.log(JSON.stringify(await runWindowTests('desktop', ask, surroundings)));`,
      );
      const { stdout } = await inAProcess(process.execPath, ['count.mjs'], { cwd: folder });
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual(left);
      expect(stdout).toContain('HEARD ONCE MORE: a.test.ts, b.test.ts');
    }
  });
});
