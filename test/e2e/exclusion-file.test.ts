import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staffOf } from './expected-state.ts';
import { need, openWorld, preview, TENANT } from './open-world.ts';

const staff = staffOf(6);
const soon = () => AbortSignal.timeout(20_000);
const HEADING = 'Email,Provisioning Managed\n';
const line = (i: number) => `person.${i}@contoso.example,false\n`;

describe('an exclusion file (R5)', () => {
  it.each(['with', 'without'] as const)(
    'says how many people lose their protection, %s a Console API',
    async (consoleApi) => {
      const world = await openWorld({ directory: staff, console: staff, consoleApi });
      let files = 0;
      const apply = async (text: string) => {
        const file = join(world.folder, `list-${++files}.csv`);
        writeFileSync(file, text);
        return need(await world.house.applyExclusions(TENANT, file, soon()));
      };
      expect(await apply(HEADING + line(1) + line(2))).toMatchObject({ addresses: 2, unprotected: 0 });
      expect(await apply(HEADING + line(2) + line(3))).toMatchObject({ addresses: 2, unprotected: 1 });
      expect(await apply(HEADING)).toMatchObject({ addresses: 0, unprotected: 2 });
    },
  );

  it('has its faulty lines named in the report, by file and line', async () => {
    const exclusions = `${HEADING}${line(1)}nobody,false\nperson.2@contoso.example,perhaps\n`;
    const world = await openWorld({ directory: staff, console: staff, exclusions });
    const report = await preview(world.house);
    expect(report.exclusions.notes).toEqual([
      'exclusions.csv line 3: “nobody” is no e-mail address.',
      expect.stringContaining('exclusions.csv line 4: “perhaps” is neither true nor false.'),
    ]);
  });
});
