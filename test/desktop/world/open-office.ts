import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openWorld, TENANT, type World, type WorldOptions } from '../../e2e/open-world.ts';
import { builtApp, type LaunchedApp, type LaunchOptions, launchApp } from '../launch-app.ts';
import { openPrivateKeyring, type PrivateKeyring } from '../private-keyring.ts';
import { kill } from './kill.ts';
import { hearTroubles } from './troubles.ts';

/** A console with a tenant on it, a data folder, and a keychain that holds the tenant's secrets: all but the window. */
export interface Office extends Omit<World, 'house'> {
  readonly keyring: PrivateKeyring;
  /** Opens the built window on it; it is closed with the office. */
  launch(options?: Omit<LaunchOptions, 'home'>): Promise<LaunchedApp>;
  /** Puts another SCIM token into the keychain, as somebody at this computer would. */
  giveToken(token: string): void;
  /** Page errors, console errors and refused requests of every window launched here. */
  readonly troubles: readonly string[];
}

export interface OfficeOptions extends Omit<WorldOptions, 'atEnd'> {
  /** What was done on this computer before the window is opened. */
  readonly before?: (world: World) => Promise<void>;
}

export type Tidy = (tidy: () => Promise<void> | void) => void;

/** Opens a world as the engine's tests do, and puts its secrets where the window looks for them. */
export async function openOffice({ before, ...options }: OfficeOptions, atEnd: Tidy): Promise<Office> {
  const world = await openWorld({ ...options, atEnd });
  await before?.(world);
  await world.house.close();
  const keyring = await openPrivateKeyring();
  atEnd(() => keyring.close());
  giveSecrets(world.home, keyring, world.token, world.adminKey);
  const troubles: string[] = [];
  return {
    ...world,
    keyring,
    troubles,
    giveToken: (token) => giveSecrets(world.home, keyring, token, world.adminKey),
    async launch(given = {}) {
      const launched = await launchApp({
        ...given,
        home: world.home,
        env: { ...keyring.env, ...given.env },
      });
      // Whatever the window would still ask: the test is over.
      const child = launched.app.process();
      atEnd(() => kill(child));
      launched.page.setDefaultTimeout(15_000);
      hearTroubles(launched.page, troubles);
      return launched;
    },
  };
}

/** Keeps both secrets in this keychain, by the built command line. */
export function giveSecrets(home: string, keyring: PrivateKeyring, token: string, adminKey: string): void {
  const cli = join(builtApp, 'out', 'main', 'cli.js');
  const args = [cli, 'token', 'set', '--tenant', TENANT, '--token-stdin', '--admin-key-stdin'];
  const set = spawnSync(process.execPath, args, {
    input: `${token}\n${adminKey}\n`,
    encoding: 'utf8',
    env: { ...process.env, ...keyring.env, MUSTER_HOME: home },
  });
  if (set.status !== 0) throw new Error(`muster token set: ${set.stderr}`);
}

/** Hands out `atEnd` for `beforeAll`, and undoes all in the reverse order when it is told to. */
export function tidyLater(): { readonly atEnd: Tidy; readonly tidy: () => Promise<void> } {
  const acts: (() => Promise<void> | void)[] = [];
  return {
    atEnd: (act) => acts.unshift(act),
    async tidy() {
      for (const act of acts.splice(0)) await act();
    },
  };
}
