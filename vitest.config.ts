import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that need more than this process: real peers on loopback, a keychain, files, child processes. */
const onRealParts = [
  'test/adapters/**/*.test.ts',
  'test/demo-console/**/*.test.ts',
  'test/peers/**/*.test.ts',
];
const wholeProduct = ['test/e2e/**/*.test.ts'];
/** The window: on real Electron where its binary is present, otherwise on the stand-in host. */
const window = ['test/desktop/**/*.test.ts', 'test/desktop-host/**/*.test.ts'];

export default defineConfig({
  // Threads run as they are built, never from source (test/built/build-programs.ts says why).
  resolve: {
    alias: [{ find: /^.*\/thread-file\.ts$/, replacement: resolve('test/built/thread-file.ts') }],
  },
  test: {
    // Real servers and child processes take part, so a slow machine needs room; no test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    globalSetup: './test/built/build-programs.ts',
    // The suites of `npm test`, by name (scripts/test.mjs). A new folder is a unit test until it is listed here.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...onRealParts, ...wholeProduct, ...window],
        },
      },
      { extends: true, test: { name: 'adapters', include: onRealParts } },
      { extends: true, test: { name: 'e2e', include: wholeProduct } },
      { extends: true, test: { name: 'desktop', include: window } },
    ],
  },
});
