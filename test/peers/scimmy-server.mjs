// A SCIM server that is not ours: scimmy and scimmy-routers over an in-memory store, as a process of its own.
// With Express 5 its paging is broken (each page is the same first 20), which is a case for R1.
//   node scimmy-server.mjs --token T [--express 4|5] [--seed FILE.json]
// Prints {"url": …} on one line when it listens, and ends when standard input closes.
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const { values: options } = parseArgs({
  options: { token: { type: 'string' }, express: { type: 'string', default: '4' }, seed: { type: 'string' } },
});
const { default: express } = await import(options.express === '5' ? 'express5' : 'express4');

/** @param {(a: Record<string, unknown>, b: Record<string, unknown>) => boolean} clashes */
function storeOf(clashes) {
  const held = new Map();
  const find = (id) => {
    const found = held.get(id);
    if (found === undefined) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return found;
  };
  return {
    put(id, data) {
      for (const other of held.values()) {
        if (other.id !== id && clashes(other, data)) {
          throw new SCIMMY.Types.Error(409, 'uniqueness', 'This name is taken by another resource.');
        }
      }
      const before = held.get(id);
      const now = new Date().toISOString();
      const meta = { created: before?.meta.created ?? now, lastModified: now };
      held.set(id, { ...structuredClone(data), id, meta });
      return held.get(id);
    },
    read: (resource) => {
      if (resource.id !== undefined) return structuredClone(find(resource.id));
      const all = structuredClone([...held.values()]);
      return resource.filter === undefined ? all : resource.filter.match(all);
    },
    write(resource, data) {
      if (resource.id !== undefined) find(resource.id);
      return this.put(resource.id ?? randomUUID(), JSON.parse(JSON.stringify(data)));
    },
    remove(resource) {
      find(resource.id);
      held.delete(resource.id);
    },
  };
}

const sameText = (a, b) => String(a).toLowerCase() === String(b).toLowerCase();
const users = storeOf((a, b) => sameText(a.userName, b.userName));
const groups = storeOf(() => false);

if (options.seed !== undefined) {
  const seed = JSON.parse(readFileSync(options.seed, 'utf8'));
  for (const user of seed.users ?? []) users.put(user.id ?? randomUUID(), user);
  for (const group of seed.groups ?? []) groups.put(group.id ?? randomUUID(), group);
}

SCIMMY.Resources.declare(SCIMMY.Resources.User, {
  extensions: [{ schema: SCIMMY.Schemas.EnterpriseUser, required: false }],
  ingress: (resource, data) => users.write(resource, data),
  egress: (resource) => users.read(resource),
  degress: (resource) => users.remove(resource),
});
SCIMMY.Resources.declare(SCIMMY.Resources.Group, {
  ingress: (resource, data) => groups.write(resource, data),
  egress: (resource) => groups.read(resource),
  degress: (resource) => groups.remove(resource),
});

const wanted = Buffer.from(`Bearer ${options.token}`);
const app = express();
app.use(
  '/scim/v2',
  new SCIMMYRouters({
    type: 'bearer',
    handler(request) {
      const given = Buffer.from(request.header('Authorization') ?? '');
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Error('Token refused');
      return 'muster';
    },
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/scim/v2` }));
});
// Whoever started this holds the other end: when that process is gone, so is this one.
process.stdin.resume().on('end', () => process.exit(0));
