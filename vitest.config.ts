import { defineConfig } from 'vitest/config';

/** Tests that need more than this process: real peers on loopback, a keychain, files, child processes. */
const onRealParts = [
  'test/adapters/**/*.test.ts',
  'test/demo-console/**/*.test.ts',
  'test/peers/**/*.test.ts',
];
const wholeProduct = ['test/e2e/**/*.test.ts'];

export default defineConfig({
  test: {
    // Real servers and child processes take part, so a slow machine needs room; no test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // From source each run's threads load WebAssembly to strip types, and V8's book of protected code pages loses
    // count under such churn ("Check failed: jit_page.has_value()", nodejs/node issue 64500), which ends the process.
    // These flags were tried against it and do not end it; scripts/test/run-suite.mjs hears such a suite again.
    execArgv: ['--single-threaded', '--no-memory-protection-keys'],
    // The suites of `npm test`, by name (scripts/test.mjs). A new folder is a unit test until it is listed here.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...onRealParts, ...wholeProduct],
        },
      },
      { extends: true, test: { name: 'adapters', include: onRealParts } },
      { extends: true, test: { name: 'e2e', include: wholeProduct } },
    ],
  },
});
