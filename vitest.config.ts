import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that need more than this process: real peers on loopback, a keychain, files, child processes. */
const onRealParts = [
  'test/adapters/**/*.test.ts',
  'test/demo-console/**/*.test.ts',
  'test/peers/**/*.test.ts',
  'test/faults/**/*.test.ts',
];
const wholeProduct = ['test/e2e/**/*.test.ts'];
/** The window: on real Electron where its binary is present, otherwise on the stand-in host. */
const window = ['test/desktop/**/*.test.ts', 'test/desktop-host/**/*.test.ts'];

/** What takes longer than `npm test` may: `npm run test:long`. Properties are tried there on many more cases. */
const atLength = ['test/long/**/*.test.ts'];
const properties = ['test/{core,engine-rules}/properties/**/*.test.ts'];

// Drawn once for all processes of this run; test/long/cases.ts hands it to whatever draws at random.
const seed = process.env.MUSTER_TEST_SEED ?? String(randomInt(1_000_000));
console.log(`MUSTER_TEST_SEED=${seed}`);

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
    env: { MUSTER_TEST_SEED: seed },
    globalSetup: './test/built/build-programs.ts',
    // The suites of `npm test`, by name (scripts/test.mjs). A new folder is a unit test until it is listed here.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...onRealParts, ...wholeProduct, ...window, ...atLength],
        },
      },
      { extends: true, test: { name: 'adapters', include: onRealParts } },
      { extends: true, test: { name: 'e2e', include: wholeProduct } },
      { extends: true, test: { name: 'desktop', include: window } },
      {
        extends: true,
        test: {
          name: 'long',
          include: [...atLength, ...properties],
          env: { MUSTER_CASES: process.env.MUSTER_CASES ?? '10000' },
          testTimeout: 60 * 60_000,
        },
      },
    ],
  },
});
