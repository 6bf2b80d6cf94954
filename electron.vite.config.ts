import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

/** Programs of src-main, by the name of the file they become in out/main. */
export const programs = {
  cli: 'src-main/cli.ts',
  index: 'src-main/index.ts',
  worker: 'src-main/engine/worker.ts',
  'side-worker': 'src-main/engine/side-worker.ts',
  'keep-worker': 'src-main/engine/keep-worker.ts',
  'demo-console': 'src-main/engine/demo-console.ts',
};

const preload = resolve('src-preload/index.ts');
const page = resolve('src-renderer/index.html');

/** How programs of src-main become files; the tests build theirs in the same way (test/built). */
export const mainBuild = (entries: Readonly<Record<string, string>>) => ({
  build: {
    sourcemap: true,
    // keytar is optional: where it could not be built, the bundle must still be.
    externalizeDeps: { include: ['keytar'] },
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(entries)
          .map(([name, file]) => [name, resolve(file)] as const)
          .filter(([, file]) => existsSync(file)),
      ),
      // Everything lies flat in out/main, so that './worker.js' beside any chunk is the worker.
      output: { format: 'es' as const, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

export default defineConfig({
  main: mainBuild(programs),
  ...(existsSync(preload) && {
    preload: {
      build: {
        rolldownOptions: {
          input: { index: preload },
          // A sandboxed preload script cannot be an ES module.
          output: { format: 'cjs' as const, entryFileNames: '[name].cjs' },
        },
      },
    },
  }),
  ...(existsSync(page) && {
    renderer: { root: 'src-renderer', build: { rolldownOptions: { input: { index: page } } } },
  }),
});
