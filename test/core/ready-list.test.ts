import { describe, expect, it } from 'vitest';
import { buildReadyList, FRESH_MS, type ReadyFacts } from '../../src-main/core/build-ready-list.ts';
import { DEFAULT_SETTINGS } from '../../src-main/core/settings.ts';
import { exampleHead, exampleReadAtMs } from '../fakes/example-report.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const nowMs = exampleReadAtMs + 14 * 60_000;
const kim = { who: 'kim on desk', atMs: nowMs - 60_000, overridesGuard: false };
const settings = { ...DEFAULT_SETTINGS, provisioningEnabled: true, testMode: false };
const reasons = [{ limit: 'archived' as const, count: 37, of: 406, allowed: 20 }];
const halted = { halted: true, reasons, firstSync: false, activeBefore: 406 };

function listOf(changes: Partial<ReadyFacts> = {}) {
  return buildReadyList({
    report: exampleHead(),
    settings,
    nowMs,
    settingsSetAtMs: undefined,
    approval: kim,
    approvalLifetimeMs: DAY_MS,
    heavy: { reviewed: 5, rows: 5 },
    run: undefined,
    limit: { endsAtMs: undefined, local: false },
    ...changes,
  });
}

describe('the ready list (ux §5)', () => {
  it('is ready when every line is met, the limit last', () => {
    const list = listOf();
    expect(list.lines.map(({ code }) => code)).toEqual([
      'listings',
      'fresh',
      'guard',
      'aliases',
      'heavy',
      'approved',
      'test-mode',
      'limit',
    ]);
    expect(list).toMatchObject({ ready: true, readyWhenLimitEnds: true });
    expect(list.firstUnmet).toBeUndefined();
  });

  it('offers to apply when the limit ends, once only the limit waits', () => {
    const endsAtMs = nowMs + 11 * 60_000;
    const waiting = listOf({ limit: { endsAtMs, local: true } });
    expect(waiting).toMatchObject({ ready: false, readyWhenLimitEnds: true });
    expect(waiting.firstUnmet).toEqual({ code: 'limit', state: 'waiting', endsAtMs, local: true });
    const notOnly = listOf({ limit: { endsAtMs, local: true }, heavy: { reviewed: 4, rows: 5 } });
    expect(notOnly).toMatchObject({ ready: false, readyWhenLimitEnds: false, firstUnmet: { code: 'heavy' } });
  });

  it('a limit that has ended is met, though it is still told', () => {
    expect(listOf({ limit: { endsAtMs: nowMs - 1, local: false } }).ready).toBe(true);
  });

  it.each<[string, Partial<ReadyFacts>, object]>([
    [
      'a partial listing',
      { report: exampleHead({ partial: true, directory: { ...exampleHead().directory, complete: false } }) },
      { code: 'listings', incomplete: ['directory'] },
    ],
    [
      'a report that is 24 hours old',
      { nowMs: exampleReadAtMs + FRESH_MS, approval: { ...kim, atMs: exampleReadAtMs + FRESH_MS } },
      { code: 'fresh' },
    ],
    [
      'sources or limits set after the report',
      { settingsSetAtMs: exampleReadAtMs + 1 },
      { code: 'fresh', sourcesChanged: true },
    ],
    ['a guard that halts (R4)', { report: exampleHead({ guard: halted }) }, { code: 'guard', reasons }],
    ['somebody erased (R24)', { report: exampleHead({ erased: 1 }) }, { code: 'erased', rows: 1 }],
    [
      'heavy warnings not reviewed',
      { heavy: { reviewed: 0, rows: 5 } },
      { code: 'heavy', reviewed: 0, total: 5 },
    ],
    ['no approval', { approval: undefined }, { code: 'approved', lapsed: false }],
    [
      'an approval that lapsed',
      { approval: { ...kim, atMs: nowMs - DAY_MS - 1 } },
      { code: 'approved', lapsed: true },
    ],
    [
      'provisioning that is off',
      { settings: { ...settings, provisioningEnabled: false } },
      { code: 'provisioning' },
    ],
    ['ADI', { settings: { ...settings, mode: 'adi' } }, { code: 'mode' }],
    ['an interrupted run (R7)', { run: { runId: 'r1', interrupted: true } }, { code: 'run', runId: 'r1' }],
    ['Test Mode', { settings: { ...settings, testMode: true } }, { code: 'test-mode', on: true }],
  ])('is kept from being ready by %s', (_what, changes, line) => {
    const list = listOf(changes);
    expect(list.ready).toBe(false);
    expect(list.readyWhenLimitEnds).toBe(false);
    expect(list.firstUnmet).toMatchObject({ state: 'unmet', ...line });
  });

  it('names who lifted the guard for this one plan', () => {
    const list = listOf({
      report: exampleHead({ guard: halted }),
      approval: { ...kim, overridesGuard: true },
    });
    expect(list.ready).toBe(true);
    expect(list.lines.find(({ code }) => code === 'guard')).toMatchObject({
      state: 'met',
      overridden: { who: 'kim on desk', atMs: kim.atMs },
    });
  });

  it('wants aliases acknowledged after ADI → SCIM, exactly this list, and unknown ones too (R16)', () => {
    const moved = { ...settings, movedFromAdi: true };
    const report = exampleHead({ aliases: { known: true, aliases: 14, people: 9, hash: 'sha256:a' } });
    const unknown = exampleHead({ aliases: { known: false, aliases: 0, people: 0, hash: 'sha256:u' } });
    expect(listOf({ report, settings: moved }).firstUnmet).toMatchObject({
      code: 'aliases',
      aliases: 14,
      people: 9,
    });
    expect(listOf({ report, settings: { ...moved, acknowledgedAliases: 'sha256:other' } }).ready).toBe(false);
    expect(listOf({ report, settings: { ...moved, acknowledgedAliases: 'sha256:a' } }).ready).toBe(true);
    expect(listOf({ report: unknown, settings: moved }).ready).toBe(false);
    expect(listOf({ report: { ...report, undoes: 'r0' }, settings: moved }).ready).toBe(true);
    expect(listOf({ report }).ready).toBe(true);
  });
});
