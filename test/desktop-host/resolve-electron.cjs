// Loaded by --require before everything else, in worker threads too: decides what `electron` is.
const { registerHooks } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { isMainThread } = require('node:worker_threads');

const names = new Set(['electron', 'electron/main', 'electron/common']);
const file = (name) => pathToFileURL(join(__dirname, name)).href;

registerHooks({
  resolve(specifier, context, next) {
    if (!names.has(specifier)) return next(specifier, context);
    if (!isMainThread) throw new Error('Electron is not there in a worker thread.');
    return context.conditions.includes('require')
      ? { url: file('electron-for-require.cjs'), format: 'commonjs', shortCircuit: true }
      : { url: file('electron-for-import.mjs'), format: 'module', shortCircuit: true };
  },
});
