import { lookup } from 'node:dns/promises';
import type { ConsoleApi } from '../../app/ports/console-api.ts';
import type { Failure } from '../../core/failure.ts';
import { isLoopback } from '../network/outward-url.ts';

export interface KeyProbe {
  readonly host: string;
  /** How far it came: the name is not known, nobody answers there, an answer that refuses, or an accepted key. */
  readonly reached: 'nothing' | 'name' | 'console' | 'accepted';
  readonly failure?: Failure;
  /** What the console says of itself, where the key was accepted. */
  readonly sentence?: string;
}

export interface KeyProbeOptions {
  readonly api: Pick<ConsoleApi, 'readSettings'>;
  /** The Console API URL. */
  readonly url: string;
  readonly usesProxy: boolean;
}

/** Asks the Console API for its settings with the admin key: reads only, changes nothing (ux §2). */
export async function probeAdminKey(
  { api, url, usesProxy }: KeyProbeOptions,
  signal: AbortSignal,
): Promise<KeyProbe> {
  const { hostname, host } = new URL(url);
  if (!usesProxy || isLoopback(hostname)) {
    try {
      await lookup(hostname.replace(/^\[|\]$/g, ''));
    } catch (error) {
      return { host, reached: 'nothing', failure: unknownName(hostname, error) };
    }
  }
  const read = await api.readSettings(signal);
  if (!read.ok) {
    const { failure } = read;
    const reached = failure.code === 'network' || failure.code === 'cancelled' ? 'name' : 'console';
    return { host, reached, failure };
  }
  const { settings, hasToken } = read.value;
  const mode = settings.mode === 'scim' ? 'SCIM' : 'ADI';
  const testMode = settings.testMode ? 'on' : 'off';
  const token = hasToken ? 'has a SCIM token' : 'has no SCIM token yet';
  return {
    host,
    reached: 'accepted',
    sentence: `The Console API accepts the admin key. Mode ${mode}, Test Mode ${testMode}; the console ${token}.`,
  };
}

function unknownName(hostname: string, error: unknown): Failure {
  return {
    code: 'network',
    sentence: `The name ${hostname} cannot be resolved.`,
    next: 'Check the Console API URL and the network of this computer.',
    cause: error instanceof Error && 'code' in error ? String(error.code) : 'lookup failed',
  };
}
