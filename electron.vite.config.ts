import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Programs of src-main, by the name of the file they become in out/main. */
export const programs = {
  cli: 'src-main/cli.ts',
  index: 'src-main/index.ts',
  worker: 'src-main/engine/worker.ts',
  'side-worker': 'src-main/engine/side-worker.ts',
  'keep-worker': 'src-main/engine/keep-worker.ts',
  'desk-worker': 'src-main/engine/desk-worker.ts',
  'report-reader-thread': 'src-main/engine/report-reader-thread.ts',
  'demo-console': 'src-main/engine/demo-console.ts',
};

/** One preload script a window, and one page a window. */
const preloads = { index: 'src-preload/index.ts', token: 'src-preload/token.ts' };
const pages = { index: 'src-renderer/index.html', token: 'src-renderer/token.html' };

function present(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files)
      .map(([name, file]) => [name, resolve(file)] as const)
      .filter(([, file]) => existsSync(file)),
  );
}

/** How programs of src-main become files; the tests build theirs in the same way (test/built). */
export const mainBuild = (entries: Readonly<Record<string, string>>) => ({
  build: {
    sourcemap: true,
    // keytar is optional: where it could not be built, the bundle must still be.
    externalizeDeps: { include: ['keytar'] },
    rolldownOptions: {
      input: present(entries),
      // Everything lies flat in out/main, so that './worker.js' beside any chunk is the worker.
      output: { format: 'es' as const, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

export default defineConfig({
  main: mainBuild(programs),
  preload: {
    build: {
      // A sandboxed preload script can require nothing but Electron: all else stands in its one file.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: present(preloads),
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs' as const, entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      // No inline scripts or styles: the content security policy has neither.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Half as much to read and to compile before the window can be used.
      minify: true,
      rolldownOptions: { input: present(pages) },
    },
  },
});
