import { createRequire } from 'node:module';
import * as tls from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import { PROXY_UNREACHED } from './broken-call.ts';

const load = createRequire(import.meta.url);

/** Read on the first call only: it is 30 MB, the machine's certificates half as much, and most threads stay offline. */
function undici(): typeof import('undici') {
  return load('undici');
}

export interface NetworkOptions {
  /** Connections to one origin at most. */
  readonly connections: number;
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** CA certificates (PEM) beside those of Node, NODE_EXTRA_CA_CERTS and the machine. */
  readonly certificates?: readonly string[];
  readonly connectTimeoutMs?: number;
}

/** The way out of this computer: its proxies and its certificates (R18), one pool per origin. */
export interface Network {
  readonly dispatcher: Dispatcher;
  /** Whether requests to this address go through a proxy, which then resolves the name. */
  usesProxyFor(url: string): boolean;
  /** Drops every connection at once; requests still going on fail. */
  close(): Promise<void>;
}

/** Opens nothing yet: that is done by the first request. */
export function openNetwork(options: NetworkOptions): Network {
  const proxies = proxiesOf(options.env);
  let opened: Dispatcher | undefined;
  return {
    get dispatcher() {
      opened ??= dispatcherOf(options, proxies);
      return opened;
    },
    usesProxyFor: (url) => (url.startsWith('https:') ? proxies.https : proxies.http) !== '',
    close: async () => opened?.destroy(),
  };
}

interface Proxies {
  readonly http: string;
  readonly https: string;
  readonly except: string;
}

function proxiesOf(env: NetworkOptions['env']): Proxies {
  const except = (env.no_proxy ?? env.NO_PROXY ?? '').trim();
  const proxies = except === '*' ? {} : env;
  return {
    http: proxies.http_proxy ?? proxies.HTTP_PROXY ?? '',
    https: proxies.https_proxy ?? proxies.HTTPS_PROXY ?? '',
    except,
  };
}

function dispatcherOf(options: NetworkOptions, { http, https, except }: Proxies): Dispatcher {
  const { Agent, EnvHttpProxyAgent, Pool } = undici();
  const secureContext = trustOfThisMachine(options.certificates ?? []);
  const pool = {
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: options.connectTimeoutMs ?? 10_000, secureContext },
  };
  if (http === '' && https === '') return new Agent(pool);
  return new EnvHttpProxyAgent({
    ...pool,
    ...(http === '' ? {} : { httpProxy: http }),
    ...(https === '' ? {} : { httpsProxy: https }),
    // This computer is never reached by way of another one.
    noProxy: [except, 'localhost', '127.0.0.1', '::1'].join(','),
    requestTls: { secureContext },
    clientFactory: (proxy) => new Pool(proxy, { connect: toProxy(pool.connect) }),
  });
}

/** Connects to the proxy itself, and says so where that fails: the console is not to be blamed for it. */
function toProxy(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = undici().buildConnector(options);
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error) callback(new ProxyUnreached(error), null);
      else callback(null, socket);
    });
}

class ProxyUnreached extends Error {
  readonly code: string;

  constructor(cause: Error) {
    super('the proxy cannot be reached', { cause });
    this.code = `${PROXY_UNREACHED}${'code' in cause ? String(cause.code) : cause.name}`;
  }
}

let machineCertificates: readonly string[] | undefined;

/** `default` holds Node's own and NODE_EXTRA_CA_CERTS; `system` is what the machine's owner added. */
function trustOfThisMachine(more: readonly string[]): tls.SecureContext {
  machineCertificates ??= [
    ...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]),
  ];
  return tls.createSecureContext({ ca: [...machineCertificates, ...more] });
}
