import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timeSortedIds } from '../../../src-main/adapters/clock/ids.ts';
import { fileLog, logTo } from '../../../src-main/adapters/log/log.ts';
import { rotatingFile } from '../../../src-main/adapters/log/rotating-file.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function everything(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

describe('the log', () => {
  it('keeps codes, counts, our own ids and plan hashes readable', () => {
    const lines: string[] = [];
    const log = logTo({ write: (line) => void lines.push(line) }, 'info');
    const id = timeSortedIds(fakeClock()).next();
    const planHash = `sha256:${'0123456789abcdef'.repeat(4)}`;
    log.info('A run of the tenant ended.', {
      runId: id,
      planHash,
      code: 'guard-halted',
      rows: 415,
      live: false,
    });
    expect(JSON.parse(lines.join(''))).toEqual({
      level: 30,
      time: expect.any(String),
      runId: id,
      planHash,
      code: 'guard-halted',
      rows: 415,
      live: false,
      msg: 'A run of the tenant ended.',
    });
  });

  it.each([
    ['a token of letters and digits', 'mst3CanaryXq7Zr9Kf2Lw8Vt5Bn1'],
    ['a token with dashes and underscores', 'canary-4f9a_77bc-19de_0a2b'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkxIn0.c2lnbmF0dXJlY2FuYXJ5MQ'],
    ['a base64 token with padding', 'Y2FuYXJ5LWNhbmFyeS1jYW5hcnk3=='],
    ['a UUID, which some consoles give as a token', '6f1c2b1e-9d2a-4c7e-8a51-0c3d5e7f9a1b'],
  ])('never writes %s, wherever it stands', (_, canary) => {
    const log = fileLog({ file: join(folder, 'muster.log'), level: 'debug' });
    log.debug(`token=${canary}`);
    log.info(canary, { cause: `401 for Bearer ${canary}` });
    log.warn('headers', { header: `{"authorization":"Bearer ${canary}"}` });
    log.error('field name', { [canary]: true });
    const written = everything();
    expect(written.split('\n')).toHaveLength(5);
    for (const part of canary.split('.')) expect(written).not.toContain(part);
  });

  it('never writes a short token behind the word Bearer, nor an address', () => {
    const log = fileLog({ file: join(folder, 'muster.log'), level: 'info' });
    log.info('Authorization: Bearer short1', { cause: 'no user ana.ruiz@example.com (müller@exämple.de)' });
    const written = everything();
    for (const canary of ['short1', 'ana.ruiz', 'example', 'müller', 'exämple'])
      expect(written).not.toContain(canary);
  });

  it('names the type of a value that does not belong in a log, and writes nothing of it', () => {
    const lines: string[] = [];
    const log = logTo({ write: (line) => void lines.push(line) }, 'info');
    // As untyped code would do it: an error object with a request inside.
    const smuggled: Record<string, never> = JSON.parse('{"error":{"request":{"token":"canary"}}}');
    log.error('failed', smuggled);
    expect(lines.join('')).toContain('"error":"[removed: object]"');
    expect(lines.join('')).not.toContain('canary');
  });

  it('writes only what its level asks for', () => {
    const log = fileLog({ file: join(folder, 'muster.log'), level: 'warn' });
    log.debug('not this');
    log.info('nor this');
    log.warn('this');
    expect(
      everything()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['this']);
  });

  it('starts a new file by size, keeps three older ones, and loses no newer line', () => {
    const log = fileLog({ file: join(folder, 'muster.log'), level: 'info', maxBytes: 200 });
    for (let i = 0; i < 40; i++) log.info(`line ${i}`);
    expect(readdirSync(folder).sort()).toEqual([
      'muster.log',
      'muster.log.1',
      'muster.log.2',
      'muster.log.3',
    ]);
    const newest = ['muster.log.3', 'muster.log.2', 'muster.log.1', 'muster.log'].flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => String(JSON.parse(line).msg)),
    );
    expect(newest).toEqual(newest.map((_, i) => `line ${40 - newest.length + i}`));
    if (process.platform !== 'win32') expect(statSync(join(folder, 'muster.log')).mode & 0o777).toBe(0o600);
  });

  it('says once that it cannot write, and lets the work go on', () => {
    const told: string[] = [];
    writeFileSync(join(folder, 'file'), '');
    const sink = rotatingFile({
      file: join(folder, 'file', 'muster.log'),
      maxBytes: 100,
      keep: 1,
      onTrouble: (sentence) => told.push(sentence),
    });
    sink.write('one\n');
    sink.write('two\n');
    expect(told).toEqual([expect.stringContaining('cannot be written')]);
  });
});
