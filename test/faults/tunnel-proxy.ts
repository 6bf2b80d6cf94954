import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** How the machine's own proxy treats whoever wants a tunnel. */
export type TunnelTreatment =
  | 'opens'
  | 'wants a password'
  | 'forbids'
  | 'cannot reach'
  | 'breaks off'
  | 'is away';

export interface TunnelProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** What it heard, headers included. */
  readonly heard: readonly string[];
  /** From now on; tunnels that are open break. */
  treat(how: TunnelTreatment): Promise<void>;
  close(): Promise<void>;
}

const REFUSALS: Readonly<Record<Exclude<TunnelTreatment, 'opens' | 'breaks off' | 'is away'>, string>> = {
  'wants a password':
    'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n',
  forbids: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n',
  'cannot reach': 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n',
};

/** The proxy of an office: tunnels lead to one port of this computer, whatever their name (RFC 9110 §9.3.6). */
export async function openTunnelProxy(target: number): Promise<TunnelProxy> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  let how: TunnelTreatment = 'opens';
  const server = createServer();
  server.on('connect', (request, stream, head) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
    const socket = stream as Socket;
    socket.on('error', () => socket.destroy());
    if (how === 'breaks off') {
      socket.resetAndDestroy();
      return;
    }
    if (how !== 'opens' && how !== 'is away') {
      socket.end(REFUSALS[how]);
      return;
    }
    const onward = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      onward.destroy();
    });
    onward.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const breakAll = () => {
    for (const socket of open) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
      breakAll();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    async treat(next) {
      if (how === 'is away') await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      how = next;
      breakAll();
      if (how === 'is away') await stop();
    },
    close: stop,
  };
}
