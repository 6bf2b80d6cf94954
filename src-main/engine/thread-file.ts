/** The programs that run on threads of their own; each is an entry of the build (electron.vite.config.ts). */
export type ThreadName =
  | 'worker'
  | 'side-worker'
  | 'keep-worker'
  | 'desk-worker'
  | 'demo-console'
  | 'report-reader-thread';

/** From source the threads are .ts files beside this one; built, they lie flat beside every chunk. */
export function threadFile(name: ThreadName): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `./${name}.ts` : `./${name}.js`, import.meta.url);
}
