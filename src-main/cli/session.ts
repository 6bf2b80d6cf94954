import type { House, RunHooks } from '../app/house.ts';
import { type Failure, fail, type Result } from '../core/failure.ts';
import type { Answer } from './answer.ts';
import type { OpenRequest } from './composition.ts';
import { type ProgressLine, progressLine } from './progress-line.ts';
import { type GivenSecrets, readSecrets, type SecretOptions } from './read-secrets.ts';
import { type Layout, layoutFor } from './text-layout.ts';
import { calledAs, type World } from './world.ts';

/** What a command works with. */
export interface Use {
  readonly world: World;
  readonly layout: Layout;
  /** `muster`, or what npm needs in its place. */
  readonly self: string;
  readonly form: 'json' | 'text';
  /** Secrets that standard input gave, for the commands that keep them. */
  readonly given: GivenSecrets;
  readonly hooks: RunHooks;
}

/**
 * `read`: may be cut off once it is cancelled. `write`: a live run, which ends by itself after the requests
 * under way, so that its journal is whole.
 */
export type Cut = 'read' | 'write';

/** One call of the command line: each command hands its act in, and what came of it stays here. */
export interface Session {
  readonly world: World;
  act(options: SecretOptions, cut: Cut, doing: (use: Use) => Promise<Result<Answer>>): Promise<void>;
  /** The same with the house open; it is closed by `close`, whatever happens. */
  actInHouse(
    options: SecretOptions & { readonly keepSecrets?: boolean },
    cut: Cut,
    doing: (house: House, use: Use) => Promise<Result<Answer>>,
  ): Promise<void>;
  readonly result: () => Result<Answer> | undefined;
  readonly cut: () => Cut;
  /** Closes the house once the answer is printed: what it still tidies up keeps nobody waiting for it. */
  close(): Promise<void>;
}

export function newSession(world: World, form: 'json' | 'text'): Session {
  let result: Result<Answer> | undefined;
  let cutAs: Cut = 'read';
  const open: House[] = [];
  const progress = progressLine(world);

  const act: Session['act'] = async (options, cut, doing) => {
    cutAs = cut;
    const given = await readSecrets(world, options);
    try {
      result = given.ok ? await doing(useOf(world, form, given.value, progress)) : given;
    } finally {
      await progress.clear();
    }
  };
  return {
    world,
    act,
    actInHouse: (options, cut, doing) =>
      act(options, cut, async (use) => {
        // A secret that is to be kept goes to the keychain by the command; all others are for this run only.
        const request = openRequest(world, options.keepSecrets ? {} : use.given);
        const opened = await world.composition.openHouse(request);
        if (!opened.ok) return opened;
        open.push(opened.value);
        return doing(opened.value, use);
      }),
    result: () => result,
    cut: () => cutAs,
    async close() {
      for (const house of open.splice(0)) await house.close();
    },
  };
}

/** Opens the house, and closes it whatever happens. */
export async function inHouse(
  request: OpenRequest,
  use: Use,
  doing: (house: House, use: Use) => Result<Answer> | Promise<Result<Answer>>,
): Promise<Result<Answer>> {
  const opened = await use.world.composition.openHouse(request);
  if (!opened.ok) return opened;
  try {
    return await doing(opened.value, use);
  } finally {
    await opened.value.close();
  }
}

export function openRequest({ env, dataFolder }: World, given: GivenSecrets): OpenRequest {
  const token = given.token ?? nonEmpty(env.MUSTER_TOKEN);
  const adminKey = given.adminKey ?? nonEmpty(env.MUSTER_ADMIN_KEY);
  return {
    home: dataFolder,
    env,
    ...(token === undefined ? {} : { token }),
    ...(adminKey === undefined ? {} : { adminKey }),
  };
}

function useOf(world: World, form: 'json' | 'text', given: GivenSecrets, progress: ProgressLine): Use {
  return {
    world,
    form,
    given,
    layout: layoutFor(world),
    self: calledAs(world.env),
    hooks: { signal: world.signal, onProgress: progress.show },
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

export function badInput(sentence: string, next: string): { readonly ok: false; readonly failure: Failure } {
  return fail({ code: 'bad-input', sentence, next });
}
