import type { Locator, Page } from 'playwright-core';
import type { Bench, Ratio, Scale } from './bench.ts';
import { allVerdicts, goTo, REST_MS, scroll } from './window-acts.ts';
import { type MillionWorld, openMillionWorld } from './window-million-world.ts';
import { openApp } from './window-start.ts';
import { LONGEST_MS, type Stretch, type Watch, watchWindow } from './window-tasks.ts';

/** How long an answer may take before a person waits for it. */
const PATIENCE_MS = 1000;

/** The window on a report of a million people: no task too long, and every question answered within a second. */
export const bench: Bench = { name: 'window-million', people: 1_000_000, run };

interface Act {
  readonly what: string;
  /** From the click until what was asked for stands in the window; none where much is done and nothing waited for. */
  readonly seconds: number | undefined;
  readonly stretch: Stretch;
}

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const world = await openMillionWorld(people);
  try {
    return (await workOn(world)).flatMap((act) => ratiosOf(act, world.rows));
  } finally {
    world.close();
  }
}

/** Everything that is done to a report, one act after the other. */
export async function workOn({ home, rows }: Pick<MillionWorld, 'home' | 'rows'>): Promise<readonly Act[]> {
  const { app, page } = await openApp(home);
  try {
    await page.getByRole('heading', { level: 1 }).waitFor();
    const watch = await watchWindow(app, page);
    await goTo(page, 'Reports');
    const report = page.getByRole('main').getByRole('listitem').getByRole('button').first();
    await report.waitFor();
    const timed = timedBy(page, watch);
    const grid = page.getByRole('grid');
    const opened = await timed('opening', async () => {
      await report.click();
      await grid.getByRole('row').nth(1).waitFor();
    });
    return [opened, ...(await workOnRows({ page, grid, timed, rows }))];
  } finally {
    await app.close();
  }
}

type Timed = (what: string, act: () => Promise<void>, kind?: 'question' | 'many acts') => Promise<Act>;

/** What follows an answer – drawing, the next page, what is said – is watched as well. */
function timedBy(page: Page, watch: Watch): Timed {
  return async (what, act, kind = 'question') => {
    let seconds: number | undefined;
    const stretch = await watch.during(async () => {
      const began = performance.now();
      await act();
      if (kind === 'question') seconds = (performance.now() - began) / 1000;
      await page.waitForTimeout(REST_MS);
    });
    return { what, seconds, stretch };
  };
}

async function workOnRows({
  page,
  grid,
  timed,
  rows,
}: {
  readonly page: Page;
  readonly grid: Locator;
  readonly timed: Timed;
  readonly rows: number;
}): Promise<readonly Act[]> {
  const chips = page.getByRole('region', { name: 'Verdicts' });
  const search = page.getByRole('searchbox', { name: 'Find in any value' });
  const first = grid.getByRole('row').nth(1);
  const countIs = async (passes: (count: number) => boolean) => {
    for (;;) {
      const lines = Number(await grid.getAttribute('aria-rowcount')) - 1;
      if (passes(lines)) return;
      await page.waitForTimeout(5);
    }
  };
  const press = async (verdict: string) => {
    await chips.getByRole('button', { name: new RegExp(`^${verdict} `) }).click();
  };
  const sortBy = async (heading: string) => {
    const before = await first.textContent();
    await grid.getByRole('columnheader', { name: heading }).getByRole('button').click();
    while ((await first.textContent()) === before) await page.waitForTimeout(5);
  };
  const find = async (text: string, passes: (count: number) => boolean) => {
    await search.fill(text);
    await countIs(passes);
  };
  const acts: Act[] = [];
  const act = async (...what: Parameters<Timed>) => {
    acts.push(await timed(...what));
  };

  await act(
    'showing every row',
    async () => {
      await page.getByRole('switch', { name: 'Group equal changes' }).click();
      for (const verdict of allVerdicts) {
        const chip = chips.getByRole('button', { name: new RegExp(`^${verdict} `) });
        if ((await chip.getAttribute('aria-pressed')) === 'false') await chip.click();
      }
      await countIs((count) => count > rows * 0.98);
    },
    'many acts',
  );
  await act('scrolling', () => scroll(page, grid), 'many acts');
  await act(
    'going to the end and back',
    async () => {
      await grid.focus();
      for (const key of ['End', 'Home', 'End']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(REST_MS);
      }
      await page.keyboard.press('Home');
    },
    'many acts',
  );
  await act('taking a chip back', async () => {
    await press('Unchanged');
    await countIs((count) => count < rows / 2);
  });
  await act('pressing a chip', async () => {
    await press('Unchanged');
    await countIs((count) => count > rows / 2);
  });
  await act('sorting by name', () => sortBy('Person'));
  await act('sorting by name the other way', () => sortBy('Person'));
  await act('sorting by e-mail', () => sortBy('Email'));
  await act('finding one person', () => find(`person.${rows / 2 + 1}@`, (count) => count <= 1));
  await act('finding everybody', () => find('example.com', (count) => count > rows / 2));
  await act(
    'typing a name',
    async () => {
      await search.fill('');
      await search.click();
      await page.keyboard.type('person.77', { delay: 60 });
      await countIs((count) => count < rows / 2);
      await search.fill('');
      await countIs((count) => count > rows / 2);
    },
    'many acts',
  );
  await act(
    'opening a row’s details, and the next ones',
    async () => {
      await grid.focus();
      await page.keyboard.press('Enter');
      for (let turn = 0; turn < 20; turn++) await page.keyboard.press('ArrowDown');
    },
    'many acts',
  );
  await act('marking a row as reviewed', async () => {
    await grid.focus();
    await page.keyboard.press('r');
  });
  return acts;
}

function ratiosOf({ what, seconds, stretch }: Act, rows: number): Ratio[] {
  const of = `${what}, ${rows.toLocaleString('en')} rows`;
  const against = (figure: string, ours: number, reference: number, note: string): Ratio => ({
    what: `${of}: ${figure}`,
    ours,
    reference,
    ratio: ours / reference,
    unit: 'ms',
    note,
  });
  const blocked = `the limit is ${LONGEST_MS} ms; lower is better, 1 is too much; "of work" is what the thread itself did, "by the clock" holds what the machine did for others too`;
  return [
    ...(seconds === undefined
      ? []
      : [against('until it is there', seconds * 1000, PATIENCE_MS, 'reference: a second; lower is better')]),
    against('longest task of the page, of work', stretch.taskCpuMs, LONGEST_MS, blocked),
    against(
      `longest task of the page, by the clock (${stretch.longTasks} long-task records)`,
      stretch.taskMs,
      LONGEST_MS,
      blocked,
    ),
    against('longest turn of the main process, of work', stretch.mainCpuMs, LONGEST_MS, blocked),
  ];
}
