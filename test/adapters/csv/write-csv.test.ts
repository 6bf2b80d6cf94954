import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLine, writeCsv } from '../../../src-main/adapters/csv-files/write-csv.ts';
import { folder } from './listing.ts';

const here = folder();

describe('a CSV export', () => {
  it.each(['=1+1', '+49 30 1234', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
    'disarms %j, which a spreadsheet would run as a formula',
    (cell) => {
      expect(Papa.parse(csvLine([cell], 'guarded').slice(0, -2)).data).toEqual([[`'${cell}`]]);
      expect(Papa.parse(csvLine([cell], 'exact').slice(0, -2)).data).toEqual([[cell]]);
    },
  );

  it('leaves harmless cells as they are', () => {
    expect(csvLine(['Ana', '00123', 'a=b', "'x", ''], 'guarded')).toBe("Ana,00123,a=b,'x,\r\n");
  });

  it('reads back exactly, whatever is in the cells', async () => {
    const file = join(here, 'export.csv');
    const rows = [
      ['a "quoted" word', 'two\nlines', 'x,y;z\tw'],
      [' outer spaces ', 'Ünïcode – Аня – דנה', ''],
    ];
    const result = await writeCsv({
      file,
      heading: ['A', 'B', 'C'],
      rows,
      guard: 'exact',
      encoding: 'utf-8',
    });
    expect(result).toEqual({ ok: true, value: { rows: 2 } });
    expect(Papa.parse(readFileSync(file, 'utf8'), { skipEmptyLines: true, delimiter: ',' }).data).toEqual([
      ['A', 'B', 'C'],
      ...rows,
    ]);
  });

  it('begins with a byte order mark for Excel, if asked', async () => {
    const file = join(here, 'excel.csv');
    await writeCsv({ file, heading: ['Ä'], rows: [], guard: 'guarded', encoding: 'utf-8-bom' });
    expect([...readFileSync(file)]).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0x84, 0x0d, 0x0a]);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const cancel = new AbortController();
    const folderBefore = readdirSync(here);
    async function* rows() {
      for (let i = 0; ; i++) {
        if (i === 50_000) cancel.abort();
        yield [String(i)];
      }
    }
    const file = join(here, 'cancelled.csv');
    const result = await writeCsv({
      file,
      heading: ['A'],
      rows: rows(),
      guard: 'exact',
      encoding: 'utf-8',
      signal: cancel.signal,
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(here)).toEqual(folderBefore);
  });
});
