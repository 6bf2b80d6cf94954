import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import { propertyRuns } from '../../long/cases.ts';
import { arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { askOracle } from '../../worlds/oracle.ts';
import { carriedBy, listedOf, reportOf, type World } from '../../worlds/world.ts';

/** Nobody is protected but by the list, so that without it nobody is. */
const withoutFlags = (world: World): World => ({
  ...world,
  directory: world.directory.map(({ managed: _flag, ...someone }) => someone),
  console: world.console.map(({ managed: _flag, ...someone }) => someone),
});

describe('what an excluded row would be (ux §7)', () => {
  it('is what the rules say without the list, where nobody else’s protection stands in its way (R5)', () => {
    const one = fc.constantFrom('ana', 'ben', 'dan', 'eve', 'fay').map((name) => `${name}@x.example`);
    let compared = 0;
    const property = fc.property(arbitraryWorld, one, (drawn, address) => {
      const world = withoutFlags({ ...drawn, excluded: [address] });
      const listed = listedOf(world);
      const carried = carriedBy(world, listed);
      const oracle = askOracle({
        ...listed,
        excluded: [],
        complete: Object.keys(world.listings ?? {}).length === 0,
        idSourceChanged: world.idSourceChanged ?? false,
        compared: (['title', 'department'] as const).filter((name) => carried.attributes.includes(name)),
        managerCarried: carried.manager,
      });
      const users = reportOf(world, listed).rows.filter((row) => row.object === 'user');
      const excluded = users.filter((row) => row.verdict === 'Excluded');
      for (const row of users) expect(row.wouldBe === undefined).toBe(row.verdict !== 'Excluded');
      // An address that is wanted by one and held by another is settled between the two (R10); with both
      // protected, or with one of them, that is another question than this row's.
      const names = (text: string | undefined) => fold(text ?? '') === address;
      const asked = [...world.directory, ...world.console].filter(
        (someone) => names(someone.address) || names(someone.email) || someone.aliases?.some(names),
      );
      if (excluded.length !== 1 || asked.length > 2) return;
      const at = users.indexOf(excluded[0]!);
      const row = excluded[0]!;
      const told = at < world.directory.length ? oracle.rows[at] : oracle.alone.get(row.consoleRef ?? '');
      if (told === 'Blocked' || told === undefined) return;
      compared++;
      expect(row.wouldBe?.verdict).toBe(told);
    });
    fc.assert(property, propertyRuns);
    expect(compared).toBeGreaterThan(10);
  });
});
