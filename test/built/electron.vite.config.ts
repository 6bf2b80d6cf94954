import { defineConfig } from 'electron-vite';
import { mainBuild, programs } from '../../electron.vite.config.ts';

/** The product's programs, built as the product is, and the tests' own that run in other processes. */
export default defineConfig({
  main: mainBuild({
    ...programs,
    'edit-process': 'test/e2e/edit-process.ts',
    'house-process': 'test/e2e/house-process.ts',
    'sync-process': 'test/e2e/sync-process.ts',
    'keychain-session': 'test/e2e/keychain-session.ts',
    'demo-process': 'test/e2e/demo-process.ts',
  }),
});
