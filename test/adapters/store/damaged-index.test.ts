import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleRow } from '../../fakes/example-report.ts';
import { allPages, opened, reportStoreIn, writeReport } from './example-reports.ts';

const rows = Array.from({ length: 500 }, (_, i) =>
  exampleRow({ key: `p${i}@x.example`, address: `p${i}@x.example`, name: `Person ${i} of Contoso` }),
);

/** Every page but the first, so that only a search walks into it. */
function spoilAllButTheFirstPage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 8192);
  writeFileSync(file, bytes);
}

describe('a search index', () => {
  it.each<[string, (file: string) => void]>([
    ['is overwritten', (file) => writeFileSync(file, 'x'.repeat(50_000))],
    ['is cut in half', (file) => truncateSync(file, statSync(file).size / 2)],
    ['is damaged inside', spoilAllButTheFirstPage],
  ])('that %s is left out: the report is read, and searched, without it', (_, damage) => {
    const { store, folder } = reportStoreIn();
    writeReport(store, rows, { search: 'built' }).close();
    const search = join(folder, 'rep1.report-search');
    damage(search);
    const report = opened(store, 'rep1');
    expect(report.count({})).toBe(500);
    expect(allPages(report, { text: 'person 499 of' }, 50).map(({ name }) => name)).toEqual([
      'Person 499 of Contoso',
    ]);
    expect(existsSync(search)).toBe(false);
    report.close();

    expect(store.buildSearch('rep1').ok).toBe(true);
    const again = opened(store, 'rep1');
    expect(allPages(again, { text: 'person 7 of' }, 50)).toHaveLength(1);
    again.close();
  });
});
