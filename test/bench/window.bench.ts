import { join } from 'node:path';
import { type Bench, median, type Ratio, type Scale } from './bench.ts';
import { type Done, openWholeReport, syncInWindow, workOnExclusions, workOnReport } from './window-acts.ts';
import { idleSeconds, openApp, openEmptyApp, roundTrips, secondsToStart } from './window-start.ts';
import { LONGEST_MS, watchWindow } from './window-tasks.ts';
import { openWindowWorld, type WindowWorld } from './window-world.ts';

const STARTS = 5;

/** The window: its start, how long it ever blocks with a large tenant, its calls to the main process, and at rest. */
export const bench: Bench = { name: 'window', people: 100_000, run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const world = await openWindowWorld(people, people);
  try {
    const size = `${people.toLocaleString('en')}`;
    return [
      await coldStart(world),
      ...(await atWork(world, people)).flatMap((done) => blocked(done, size)),
      ...(await calls(world, people)),
      ...(await atRest(world, size)),
    ];
  } finally {
    await world.close();
  }
}

async function coldStart({ home, folder }: WindowWorld): Promise<Ratio> {
  const ours: number[] = [];
  const empty: number[] = [];
  // In turn, so that a slow minute of the machine meets both; the first round only warms the disk cache.
  for (let round = 0; round <= STARTS; round++) {
    const { seconds, launched } = await openEmptyApp(join(folder, 'empty'));
    await launched.app.close();
    empty.push(seconds);
    ours.push(await secondsToStart(home));
  }
  const [started, reference] = [median(ours.slice(1)), median(empty.slice(1))];
  return {
    what: 'cold start until the window can be used',
    ours: started,
    reference,
    ratio: started / reference,
    unit: 's',
    note: `process start included; the same host with a page of one heading; median of ${STARTS}; lower is better`,
  };
}

async function atWork({ home, demoHome, folder }: WindowWorld, people: number): Promise<Done[]> {
  const done: Done[] = [];
  const large = await openApp(home);
  try {
    const { app, page } = large;
    await page.getByRole('heading', { level: 1 }).waitFor();
    const watch = await watchWindow(app, page);
    const grid = await openWholeReport(page, people);
    done.push(...(await workOnReport({ app, page, grid, watch }, folder)));
    done.push(...(await workOnExclusions(page, watch)));
  } finally {
    // An unsaved draft would ask; this process may end without an answer.
    await large.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
  }
  const demo = await openApp(demoHome);
  try {
    await demo.page.getByRole('heading', { level: 1 }).waitFor();
    done.push(await syncInWindow(demo.page, await watchWindow(demo.app, demo.page)));
  } finally {
    await demo.app.close();
  }
  return done;
}

function blocked({ what, stretch }: Done, size: string): Ratio[] {
  const note = `the limit is ${LONGEST_MS} ms; lower is better, 1 is too much; "of work" is what the thread itself did, "by the clock" holds what the machine did for others too`;
  const ratio = (of: string, ours: number): Ratio => ({
    what: `${what} of ${size}: ${of}`,
    ours,
    reference: LONGEST_MS,
    ratio: ours / LONGEST_MS,
    unit: 'ms',
    note,
  });
  return [
    ratio('longest task of the page, of work', stretch.taskCpuMs),
    ratio(`longest task of the page, by the clock (${stretch.longTasks} long-task records)`, stretch.taskMs),
    ratio('longest turn of the main process, of work', stretch.mainCpuMs),
  ];
}

async function calls({ home, folder }: WindowWorld, people: number): Promise<Ratio[]> {
  const large = await openApp(home);
  let ours: readonly number[];
  let lines: string;
  try {
    const { page } = large;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(`(async () => {
      const { value: tenants } = await muster.listTenants();
      const { value: reports } = await muster.listReports({ tenantId: tenants[0].id });
      window.readLines = (turn) => muster.readReportLines({
        query: {
          reportId: reports[0].reportId, filter: { object: 'user' }, fold: 'nothing', opened: [],
          sort: { by: 'harm', direction: 'ascending' },
        },
        offset: ((turn * 7919) % ${Math.max(1, people - 100)}),
        limit: 100,
      });
    })()`);
    ours = await roundTrips(
      page,
      `(turn) => readLines(turn).then(({ ok }) => { if (!ok) throw new Error('refused'); })`,
    );
    lines = String(await page.evaluate('readLines(1).then((answer) => JSON.stringify(answer))'));
  } finally {
    await large.app.close();
  }
  const { launched } = await openEmptyApp(join(folder, 'empty'));
  try {
    await launched.page.evaluate(`window.lines = ${lines}`);
    const reference = await roundTrips(launched.page, '() => bridge.echo(lines)');
    return [0.5, 0.99].map((quantile) => {
      const [mine, theirs] = [at(ours, quantile), at(reference, quantile)];
      return {
        what: `100 lines of a report from the main process, p${quantile * 100}`,
        ours: mine,
        reference: theirs,
        ratio: mine / theirs,
        unit: 'ms',
        note: 'checked on both sides; the same host echoes the same lines unchecked; lower is better',
      };
    });
  } finally {
    await launched.app.close();
  }
}

async function atRest({ demoHome, folder }: WindowWorld, size: string): Promise<Ratio[]> {
  const demo = await openApp(demoHome);
  let ours: { main: number; page: number };
  try {
    const { app, page } = demo;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(`(async () => {
      const { value: demo } = await muster.startDemo();
      await new Promise((resolve) => {
        const stop = muster.on('runEnded', () => { stop(); resolve(); });
        muster.forceSync({ tenantId: demo.id, seen: 'test' });
      });
    })()`);
    // What follows a run, the search index of its report first, is no rest.
    await page.waitForTimeout(5000);
    ours = await idleSeconds(app, page);
  } finally {
    await demo.app.close();
  }
  const { launched } = await openEmptyApp(join(folder, 'empty'));
  try {
    const reference = await idleSeconds(launched.app, launched.page);
    return (['main', 'page'] as const).map((who) => ({
      what: `CPU of the ${who === 'main' ? 'main process' : 'page'} in 10 s on the Overview, a countdown running, after a sync of ${size}`,
      ours: ours[who],
      reference: 10,
      ratio: ours[who] / 10,
      unit: 's',
      note: `one core for 10 s; the empty app takes ${reference.main.toFixed(2)} s and ${reference.page.toFixed(2)} s; lower is better`,
    }));
  } finally {
    await launched.app.close();
  }
}

function at(times: readonly number[], quantile: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * quantile)] ?? Number.NaN;
}
