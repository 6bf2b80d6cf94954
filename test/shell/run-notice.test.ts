import { describe, expect, it } from 'vitest';
import { noticeOfEnd } from '../../src-main/shell/run-notice.ts';
import type { EndedRun } from '../../src-preload/contract/runs.ts';

const live: EndedRun = {
  runKey: 'k',
  tenantId: 't',
  tenantName: 'Contoso',
  kind: 'live',
  status: 'Completed',
  sentence: 'This sync archived ben@contoso.example.',
  received: false,
  waitsForApproval: false,
};

describe('notices of the system (ux §14)', () => {
  it('tell the end of a live sync with its tenant, and no name or address', () => {
    expect(noticeOfEnd(live, 1000)).toEqual({ title: 'Contoso', body: 'The live sync ended.' });
    expect(JSON.stringify(noticeOfEnd(live, 1000))).not.toContain('@');
  });

  it('never say that it is done where the console only received it (U6)', () => {
    expect(noticeOfEnd({ ...live, received: true }, 1000)?.body).toBe(
      'The live sync ended: received, not confirmed.',
    );
  });

  it.each([
    ['Halted', 'The live sync was halted by the limits before its first change.'],
    ['Interrupted', 'The live sync was interrupted. Resume or close it.'],
    ['Failed', 'The live sync failed.'],
    ['Cancelled', 'The live sync was cancelled.'],
  ] as const)('tell %s in words', (status, body) => {
    expect(noticeOfEnd({ ...live, status }, 1000)?.body).toBe(body);
  });

  it('tell of a test sync only when it took longer than 30 seconds', () => {
    expect(noticeOfEnd({ ...live, kind: 'test' }, 29_000)).toBeUndefined();
    expect(noticeOfEnd({ ...live, kind: 'test' }, 31_000)?.body).toBe('The test sync ended.');
  });

  it('never tell of Skipped', () => {
    expect(noticeOfEnd({ ...live, status: 'Skipped' }, 99_000)).toBeUndefined();
  });

  it('always tell of a refused token', () => {
    const failure = { code: 'token-refused', sentence: '', next: '' };
    expect(noticeOfEnd({ ...live, kind: 'test', status: 'Failed', failure }, 100)?.body).toBe(
      'The console refused the token (401).',
    );
  });

  it('tell of a report that waits for approval instead of a change', () => {
    expect(noticeOfEnd({ ...live, waitsForApproval: true }, 100)?.body).toContain('waits for approval');
  });
});
