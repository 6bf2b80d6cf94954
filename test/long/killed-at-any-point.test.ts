import { afterAll, beforeAll, describe, it } from 'vitest';
import { copyOf } from '../e2e/copied-company.ts';
import { decideAndCheck, type KillStage, killAt, type Point, setKillStage } from '../e2e/kill-a-sync.ts';
import { fractions, SEED } from './cases.ts';

// MUSTER_KILLS is the number of points; MUSTER_TEST_SEED draws the same ones again.
const KILLS = Number(process.env.MUSTER_KILLS ?? 200);
const WITHIN_MS = 20;

let stage: KillStage;
beforeAll(async () => {
  stage = await setKillStage();
});
afterAll(() => stage.remove());

const random = fractions(SEED);
const cases = Array.from({ length: KILLS }, (_, i) => {
  const way = random();
  // Every fifth one among all requests, listings and the closing of the slot included; the others while it writes.
  const among = i % 5 === 0 ? 'requests' : 'writes';
  const request: Point['request'] = random() < 0.5 ? 'is heard' : 'is lost';
  const afterMs = request === 'is heard' && random() < 0.5 ? Math.ceil(random() * WITHIN_MS) : 0;
  const decision = random() < 0.25 ? ('close' as const) : ('resume' as const);
  return { i, way, among, request, afterMs, decision, percent: (way * 100).toFixed(1) };
});

describe(`a live sync killed at ${KILLS} random points (R7; MUSTER_TEST_SEED=${SEED})`, () => {
  it.each(cases)(
    '$i: at $percent % of its $among, which $request, $afterMs ms later; then $decision',
    async ({ way, among, request, afterMs, decision }) => {
      const copy = await copyOf(stage.template);
      const isIt: Point['isIt'] = ({ nth, nthWrite }) =>
        among === 'writes' ? nthWrite > way * (stage.twin.writes - 1) : nth > way * (stage.twin.requests - 1);
      await killAt(copy, stage, { isIt, request, afterMs });
      await decideAndCheck(copy, stage, decision);
    },
  );

  it.each(['is heard', 'is lost'] as const)('as it closes its slot, which %s', async (request) => {
    const copy = await copyOf(stage.template);
    const isIt: Point['isIt'] = ({ method, path }) => method !== 'GET' && /\/syncs\/[^/]+/.test(path);
    await killAt(copy, stage, { isIt, request });
    await decideAndCheck(copy, stage, 'resume');
  });
});
