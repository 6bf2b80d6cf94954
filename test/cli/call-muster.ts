import { replaceFile } from '../../src-main/adapters/csv-files/replace-file.ts';
import { csvLine } from '../../src-main/adapters/csv-files/write-csv.ts';
import type { Composition } from '../../src-main/cli/composition.ts';
import { runCli } from '../../src-main/cli/run-cli.ts';
import type { World } from '../../src-main/cli/world.ts';
import { succeed } from '../../src-main/core/failure.ts';
import { FakeHouse } from '../fakes/fake-house.ts';

export interface Called {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** Standard output read whole as one JSON document; throws where it is anything else. */
  readonly json: () => Record<string, unknown>;
}

export interface CallOptions {
  readonly stdin?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly terminal?: 'terminal' | 'pipe';
  readonly composition?: Partial<Composition>;
}

/** Calls the command line with a house, as a process would, and gives back all that came out of it. */
export async function callMuster(
  house: FakeHouse,
  args: readonly string[],
  options: CallOptions = {},
): Promise<Called> {
  let out = '';
  let err = '';
  const isTerminal = options.terminal === 'terminal';
  const columns = isTerminal ? 80 : undefined;
  const world: World = {
    args,
    env: options.env ?? {},
    input: {
      isTerminal: false,
      async *lines() {
        yield* options.stdin ?? [];
      },
    },
    out: {
      isTerminal,
      columns,
      write: async (text) => {
        out += text;
      },
    },
    err: {
      isTerminal,
      columns,
      write: async (text) => {
        err += text;
      },
    },
    signal: options.signal ?? new AbortController().signal,
    monotonic: () => 0,
    dataFolder: '/data/muster',
    version: '1.2.3',
    composition: {
      openHouse: async () => succeed(house),
      serveConsole: async () => {
        throw new Error('no console was asked for');
      },
      runDemo: (_options, hooks) => house.sync({ tenant: 'Demo', live: false }, hooks),
      csvLine,
      replaceFile,
      ...options.composition,
    },
  };
  const exit = await runCli(world);
  return {
    exit,
    out,
    err,
    json: () => {
      const parsed: unknown = JSON.parse(out);
      if (typeof parsed !== 'object' || parsed === null) throw new Error(`no JSON object: ${out}`);
      return { ...parsed };
    },
  };
}

/** A house with one tenant, Contoso, whose Test Mode is on. */
export async function houseOfContoso(): Promise<FakeHouse> {
  const house = new FakeHouse();
  await house.addTenant({
    name: 'Contoso',
    tenantUrl: 'https://console.example/scim/v2',
    profile: 'generic',
  });
  return house;
}
