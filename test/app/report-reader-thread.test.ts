import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReportDesk } from '../../src-main/app/report-desk.ts';
import { reportDeskOnThread } from '../../src-main/engine/report-reader-handle.ts';
import { filesThatName } from './kept-data.ts';
import { manyRows, need, openDesk, query } from './report-desk-example.ts';

const desks: ReportDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

function onThread() {
  const { home, put, desk, reports } = openDesk();
  const thread = reportDeskOnThread({ home, who: 'kim on desk', logLevel: 'info' });
  desks.push(thread);
  return { home, put, here: desk, thread, reports };
}

describe('the desk on its thread', () => {
  it('answers as the desk itself does, and each question its own', async () => {
    const { put, here, thread, home } = onThread();
    put(manyRows(2_000));
    const offsets = [0, 500, 1_990];
    const pages = await Promise.all(offsets.map((at) => thread.linesAt(query('rep1'), at, 20)));
    expect(pages).toEqual(offsets.map((at) => here.linesAt(query('rep1'), at, 20, () => undefined)));
    expect(need(await thread.mark('rep1', { seqs: [1, 2] }, 'reviewed')).rows).toBe(2);
    expect(need(await thread.detail('rep1', 1)).marked?.by).toBe('kim on desk');
    const file = join(home, 'out.csv');
    expect(need(await thread.exportReport({ reportId: 'rep1', format: 'csv', file })).rows).toBe(2_000);
    expect(filesThatName(home, ['p1999@contoso.example'])).toContain('out.csv');
  });

  it('says what is not there as a failure, and goes on', async () => {
    const { put, thread } = onThread();
    put(manyRows(10));
    expect(await thread.open('nobody')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(need(await thread.open('rep1')).rows).toBe(10);
    const bad = await thread.exportReport({ reportId: 'rep1', format: 'csv', file: '/no/such/folder/x.csv' });
    expect(bad).toMatchObject({ ok: false, failure: { code: 'file-unreadable' } });
  });

  it('drops a question that is given up, before it is asked and while it waits', async () => {
    const { put, thread } = onThread();
    put(manyRows(20_000), {}, 'missing');
    expect(await thread.facets('rep1', {}, AbortSignal.abort())).toMatchObject({
      ok: false,
      failure: { code: 'cancelled' },
    });
    const stop = new AbortController();
    const slow = thread.open('rep1');
    const given = thread.facets('rep1', { text: 'person' }, stop.signal);
    stop.abort();
    expect(await given).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(need(await slow).rows).toBe(20_000);
  });

  it('answers everything as cancelled once it is closed', async () => {
    const { put, thread } = onThread();
    put(manyRows(10));
    const asked = thread.open('rep1');
    await thread.close();
    for (const answer of [await asked, await thread.open('rep1')]) {
      expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    }
  });

  it('lets go of what it has open, and opens it again when it is asked', async () => {
    const { put, thread, reports } = onThread();
    put(manyRows(10));
    need(await thread.release());
    need(await thread.open('rep1'));
    need(await thread.release());
    reports.remove('rep1');
    expect(await thread.open('rep1')).toMatchObject({ failure: { code: 'not-found' } });
  });
});
