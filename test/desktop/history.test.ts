import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import type { LaunchedApp } from './launch-app.ts';
import { button, goTo, heading, saveTo } from './world/act-in-window.ts';
import { type ApprovedOffice, applyApproved, openApprovedOffice, PROMOTED } from './world/approved-office.ts';
import { eventually } from './world/eventually.ts';
import { tidyLater } from './world/open-office.ts';

describe('the history (ux §9) and an interrupted sync (ux §10)', () => {
  const { atEnd, tidy } = tidyLater();
  let office: ApprovedOffice;
  let launched: LaunchedApp;
  let page: Page;
  const interrupted = () =>
    page.getByText(/^Muster ended during this sync\.|Muster ended during this sync\./);

  beforeAll(async () => {
    office = await openApprovedOffice(atEnd);
    launched = await office.launch();
    page = launched.page;
  });
  afterAll(tidy);

  it('tells on every screen what of an interrupted sync is proven', async () => {
    const release = office.holdFromWrite(3);
    await applyApproved(page);
    await eventually(() => office.promotedOnConsole()).toBe(2);
    const child = launched.app.process();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    release();
    launched = await office.launch();
    page = launched.page;
    for (const place of ['Exclusions', 'People', 'History']) {
      await goTo(page, place);
      await interrupted().waitFor();
    }
    const text = (await interrupted().textContent()) ?? '';
    const [proven = 0, lookedUp = 0, notSent = 0] = [
      ...text.matchAll(/(\d+) (?:change|is|are|was|were)/g),
    ].map(([, n]) => Number(n));
    expect(proven + lookedUp + notSent).toBe(PROMOTED);
    expect(lookedUp).toBeGreaterThan(0);
    await page.getByRole('table', { name: 'History' }).getByText('Interrupted', { exact: true }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('asks before it closes one, and resumes it from there', async () => {
    await button(page, 'Close as Interrupted').click();
    const dialog = page.getByRole('alertdialog', { name: 'Close this sync as Interrupted?' });
    await dialog.waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, 'Resume').click();
    await interrupted().waitFor({ state: 'hidden' });
    await eventually(() => office.promotedOnConsole()).toBe(PROMOTED);
    await page
      .getByRole('table', { name: 'History' })
      .getByText('Completed', { exact: true })
      .first()
      .waitFor();
  });

  it('filters by what was done, and shows the console’s own syncs', async () => {
    const table = page.getByRole('table', { name: 'History' });
    await page.getByRole('tab', { name: 'Approvals' }).click();
    await table.getByText('A plan was approved.').waitFor();
    expect(await table.getByText('Completed', { exact: true }).count()).toBe(0);
    await page.getByRole('tab', { name: 'The console’s syncs' }).click();
    await page.getByRole('table', { name: 'Syncs of the console' }).getByText('SCIM').first().waitFor();
    await page.getByRole('tab', { name: 'ADI' }).click();
    await page.getByText('The console has no ADI sync in its list.').waitFor();
  });

  it('exports what the filter shows', async () => {
    const file = join(office.folder, 'history.csv');
    await saveTo(launched.app, file);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await button(page, 'Export CSV').click();
    await eventually(() => linesOf(file)).toBeGreaterThan(2);
    expect(readFileSync(file, 'utf8')).toMatch(/^\uFEFFTime,Tenant,What,Mode,Outcome,Who,/);
  });

  it('says that the audit trail is whole, exports it, and names the entry that somebody altered', async () => {
    await page.getByText(/^The audit trail is whole: \d+ entries since /).waitFor();
    const file = join(office.folder, 'trail.csv');
    await saveTo(launched.app, file);
    await button(page, 'Export audit trail…').click();
    await eventually(() => linesOf(file)).toBeGreaterThan(5);
    const kept = readFileSync(file, 'utf8');
    expect(kept).toMatch(/^\uFEFFNumber,Time,Who,Act,Tenant,Run,Plan,Previous hash,Hash,Entry/);
    expect(kept).toContain('plan-approved');

    const db = new Database(join(office.home, 'muster.sqlite'));
    db.exec("UPDATE history SET who = 'nobody' WHERE what = 'plan-approved'");
    db.close();
    await button(page, 'Check again').click();
    await page.getByText(/^A line of the history was altered or removed since entry \d+/).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('opens the reverse plan of a live sync as a report, and changes nothing by that', async () => {
    const writes = office.wire.writes().length;
    await page.getByRole('button', { name: 'Undo this sync…' }).first().click();
    const dialog = page.getByRole('alertdialog');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await button(dialog, 'Show what it would take').click();
    await heading(page)
      .filter({ hasText: new RegExp(`change ${PROMOTED}\\b`, 'i') })
      .waitFor();
    expect(office.wire.writes()).toHaveLength(writes);
  });
});

function linesOf(file: string): number {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').length;
  } catch {
    // Not written yet.
    return 0;
  }
}
