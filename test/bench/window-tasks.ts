import type { CDPSession, ElectronApplication, Page } from 'playwright-core';

/** The limit of design §11: nothing blocks the page or the main process for longer. */
export const LONGEST_MS = 50;

/** What was measured while something was done. Wall times also hold what the machine did for others meanwhile. */
export interface Stretch {
  /** How many tasks of the page took over 50 ms, by the browser's own long-task records. */
  readonly longTasks: number;
  /** The longest task of the page by the clock, and by what the thread itself worked. */
  readonly taskMs: number;
  readonly taskCpuMs: number;
  /** The longest time in which the main process answered nothing, and what its thread worked in it. */
  readonly mainMs: number;
  readonly mainCpuMs: number;
}

/** Measures page and main process while something is done in the window. */
export interface Watch {
  during(act: () => Promise<void>): Promise<Stretch>;
}

/** Starts to record in page and main process. Page code is text, since tests know no DOM types. */
export async function watchWindow(app: ElectronApplication, page: Page): Promise<Watch> {
  await page.evaluate(`{
    window.longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' });
  }`);
  const cdp = await page.context().newCDPSession(page);
  return {
    async during(act) {
      await page.evaluate('longTasks.splice(0)');
      await startMainDelay(app);
      const endTrace = await trace(cdp);
      await act();
      const main = await endMainDelay(app);
      const traced = await endTrace();
      const long = (await page.evaluate('longTasks.splice(0)')) as readonly number[];
      return { longTasks: long.length, ...traced, ...main };
    },
  };
}

/** A tick every few milliseconds: what lies between two of them was one turn of the main process or a few. */
async function startMainDelay(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const seen = { mainMs: 0, mainCpuMs: 0 };
    const cpuNow = () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    let [at, cpu] = [performance.now(), cpuNow()];
    const timer = setInterval(() => {
      const [now, cpuThen] = [performance.now(), cpuNow()];
      seen.mainMs = Math.max(seen.mainMs, now - at);
      seen.mainCpuMs = Math.max(seen.mainCpuMs, cpuThen - cpu);
      [at, cpu] = [now, cpuThen];
    }, 4);
    Reflect.set(globalThis, 'endMainDelay', () => {
      clearInterval(timer);
      return seen;
    });
  });
}

function endMainDelay(app: ElectronApplication): Promise<Pick<Stretch, 'mainMs' | 'mainCpuMs'>> {
  return app.evaluate(() => Reflect.get(globalThis, 'endMainDelay')());
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of the thread's own work. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The browser's own trace of its tasks. */
async function trace(cdp: CDPSession): Promise<() => Promise<Pick<Stretch, 'taskMs' | 'taskCpuMs'>>> {
  const events: TraceEvent[] = [];
  // The protocol's own types leave open what an event is.
  const collect = ({ value }: { readonly value: readonly object[] }) =>
    events.push(...(value as readonly TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
  });
  return async () => {
    const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
    await cdp.send('Tracing.end');
    await complete;
    cdp.off('Tracing.dataCollected', collect);
    return longestTask(events);
  };
}

function longestTask(events: readonly TraceEvent[]): Pick<Stretch, 'taskMs' | 'taskCpuMs'> {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = events.filter((event) => event.name.endsWith('RunTask') && pages.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('the browser traced no task of the page');
  const longest = (of: (task: TraceEvent) => number | undefined) =>
    tasks.reduce((most, task) => Math.max(most, of(task) ?? 0), 0) / 1000;
  return { taskMs: longest(({ dur }) => dur), taskCpuMs: longest(({ tdur }) => tdur) };
}
