// Before any module: zod would try `new Function`, which the policy of the page refuses and reports each time.
globalThis.__zod_globalConfig = { jitless: true };
