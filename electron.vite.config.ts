import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

/** Programs of src-main, by the name of the file they become in out/main. */
const programs = {
  cli: 'src-main/cli.ts',
  index: 'src-main/index.ts',
  worker: 'src-main/engine/worker.ts',
  'side-worker': 'src-main/engine/side-worker.ts',
};

const preload = resolve('src-preload/index.ts');
const page = resolve('src-renderer/index.html');

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      // keytar is optional: where it could not be built, the bundle must still be.
      externalizeDeps: { include: ['keytar'] },
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(programs)
            .map(([name, file]) => [name, resolve(file)] as const)
            .filter(([, file]) => existsSync(file)),
        ),
        // Everything lies flat in out/main, so that './worker.js' beside any chunk is the worker.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
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
