import { describe, expect, it } from 'vitest';
import { statusLine, windowTitle } from '../../src-main/shell/status-words.ts';

const contoso = { name: 'Contoso', leftMs: 0, armedAtMs: undefined, isRunning: false };

describe('window title and tray (ux §1)', () => {
  it('say whole minutes only, and never zero while there is something left', () => {
    expect(windowTitle({ ...contoso, leftMs: 760_000 })).toBe('Muster – Contoso – next sync in 13 min');
    expect(windowTitle({ ...contoso, leftMs: 1 })).toBe('Muster – Contoso – next sync in 1 min');
  });

  it('say nothing of a limit that has ended', () => {
    expect(windowTitle(contoso)).toBe('Muster – Contoso');
    expect(statusLine(contoso)).toBe('Contoso: a sync can start');
  });

  it('say that a sync goes on rather than when the next may', () => {
    expect(windowTitle({ ...contoso, leftMs: 60_000, isRunning: true })).toBe('Muster – Contoso – syncing');
    expect(statusLine({ ...contoso, isRunning: true })).toBe('Contoso: syncing');
  });

  it('know a window without a tenant', () => {
    expect(windowTitle(undefined)).toBe('Muster');
    expect(statusLine(undefined)).toBe('No tenant yet');
  });
});
