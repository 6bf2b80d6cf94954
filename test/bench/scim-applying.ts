import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pick } from '../../src-main/adapters/scim/attribute-path.ts';
import { ENTERPRISE_USER, KSAT_USER } from '../../src-main/adapters/scim/scim-records.ts';
import type { Ratio } from './bench.ts';
import { type BenchConsole, startBenchConsole, turnTestModeOff } from './bench-console.ts';
import { fire, pathOf } from './fire.ts';
import { CONNECTIONS, rateRatio } from './scim-listing.ts';
import { type Seen, secondsBetween, syncPhases } from './sync-phases.ts';

const ROUNDS = 3;
const MOST_CREATES = 5_000;

type Json = Readonly<Record<string, unknown>>;

interface Written {
  /** What our run posted, as the console gave it back. */
  readonly bodies: readonly Json[];
  /** userName → the manager's userName. */
  readonly managers: ReadonlyMap<string, string>;
}

/** Creates and manager links of a first live sync, journaled, beside autocannon sending the same bodies. */
export async function applyingRatios(
  folder: string,
  directoryFile: string,
  people: number,
): Promise<Ratio[]> {
  const creates = Math.min(people, MOST_CREATES);
  const csv = join(folder, 'new-people.csv');
  writeFileSync(csv, firstRows(directoryFile, creates));
  const ours: Record<'creates' | 'links' | 'whole', number[]> = { creates: [], links: [], whole: [] };
  const theirs: typeof ours = { creates: [], links: [], whole: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const { seen, written } = await applyOurs(join(folder, `ours-${round}`), csv);
    const links = written.managers.size;
    ours.creates.push(creates / secondsBetween(seen, 'apply-restores-and-creates', 'apply-manager-links'));
    ours.links.push(links / secondsBetween(seen, 'apply-manager-links', 'end'));
    ours.whole.push((creates + links) / secondsBetween(seen, 'apply-restores-and-creates', 'end'));
    const took = await applyTheirs(join(folder, `theirs-${round}`), written);
    theirs.creates.push(creates / took.creates);
    theirs.links.push(links / took.links);
    theirs.whole.push((creates + links) / (took.creates + took.links));
  }
  const how = `autocannon sends the same bodies to the same server program at ${CONNECTIONS} connections, without a journal,`;
  const count = creates.toLocaleString('en');
  return [
    rateRatio(`${count} creates over SCIM, journaled`, ours.creates, theirs.creates, how, 'requests'),
    rateRatio(
      'their manager links, journaled, until the run is closed',
      ours.links,
      theirs.links,
      how,
      'requests',
    ),
    rateRatio(
      'both, from the first create until the run is closed',
      ours.whole,
      theirs.whole,
      how,
      'requests',
    ),
  ];
}

async function applyOurs(folder: string, csv: string): Promise<{ seen: Seen; written: Written }> {
  const console = await startBenchConsole(folder);
  try {
    await turnTestModeOff(console);
    const seen = await syncPhases(console, join(folder, 'home'), csv, 'live');
    return { seen, written: writtenFrom(await everybody(console)) };
  } finally {
    await console.stop();
  }
}

async function applyTheirs(folder: string, { bodies, managers }: Written) {
  const console = await startBenchConsole(folder);
  try {
    await turnTestModeOff(console);
    const texts = bodies.map((body) => JSON.stringify(body));
    const creates = await fire(console, {
      amount: bodies.length,
      connections: CONNECTIONS,
      request: (index) => ({
        method: 'POST',
        path: pathOf(console, '/Users'),
        // autocannon makes a few requests more than it counts; each of those has a name of its own.
        body: texts[index] ?? JSON.stringify({ ...bodies[0], userName: `more.${index}@example.com` }),
      }),
    });
    const ids = new Map((await everybody(console)).map((one) => [one.userName, one.id]));
    const patches = [...managers].map(([person, manager]) => ({
      path: pathOf(console, `/Users/${String(ids.get(person))}`),
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [
          { op: 'replace', path: `${ENTERPRISE_USER}:manager`, value: { value: ids.get(manager) } },
        ],
      }),
    }));
    const links = await fire(console, {
      amount: patches.length,
      connections: CONNECTIONS,
      request: (index) => ({ method: 'PATCH', ...patches[index % patches.length] }),
    });
    return { creates, links };
  } finally {
    await console.stop();
  }
}

/** Takes out what only the server says, and the manager, which has a request of its own (R8). */
function writtenFrom(people: readonly Json[]): Written {
  const names = new Map(people.map((one) => [one.id, String(one.userName)]));
  const managers = new Map<string, string>();
  const bodies = people.map((one) => {
    const { id: _id, meta: _meta, ...body } = one;
    const enterprise = asJson(one[ENTERPRISE_USER]);
    const manager = names.get(pick(asJson(enterprise.manager), 'value'));
    if (manager !== undefined) managers.set(String(one.userName), manager);
    const { manager: _manager, ...rest } = enterprise;
    const { provisioningManaged: _managed, isAdmin: _isAdmin, ...ksat } = asJson(one[KSAT_USER]);
    return { ...body, [ENTERPRISE_USER]: rest, [KSAT_USER]: ksat };
  });
  return { bodies, managers };
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

async function everybody(console: BenchConsole): Promise<Json[]> {
  const people: Json[] = [];
  for (;;) {
    const answer = await fetch(`${console.tenantUrl}/Users?startIndex=${people.length + 1}&count=1000`, {
      headers: { authorization: `Bearer ${console.scimToken}` },
    });
    const { Resources = [], totalResults } = (await answer.json()) as {
      Resources?: Json[];
      totalResults: number;
    };
    people.push(...Resources);
    if (Resources.length === 0 || people.length >= totalResults) return people;
  }
}

function firstRows(file: string, rows: number): string {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, rows + 1)
    .join('\n');
}
