import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src-main/adapters/csv-files/read-table.ts';
import { readText } from '../../../src-main/adapters/csv-files/read-text.ts';
import { folder } from './listing.ts';

const here = folder();

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', 'ß', '"', ',', ';', '|', '\t', '\n', ' ', '0', '=') }),
  fc.string({ unit: 'grapheme' }),
);
const separator = fc.constantFrom(',', ';', '\t', '|');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const encoding = fc.constantFrom('utf8', 'utf8-bom', 'utf16le-bom', 'utf16be-bom');

function encoded(text: string, as: string): Buffer {
  if (as === 'utf8') return Buffer.from(text);
  if (as === 'utf8-bom') return Buffer.from(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return as === 'utf16le-bom' ? bytes : bytes.swap16();
}

async function read(file: string): Promise<{ rows: string[][]; lines: number[]; why: unknown }> {
  const table = readTable({ name: 'any.csv', text: readText(file), isKnown: (column) => column === 'email' });
  const rows: string[][] = [];
  const lines: number[] = [];
  for (;;) {
    const step = await table.next();
    if (step.done) return { rows, lines, why: step.value.why };
    for (const row of step.value.rows) {
      rows.push([...row.cells]);
      lines.push(row.line);
    }
  }
}

describe('any table', () => {
  it('reads back as it was written, in every encoding, with every separator and line end', async () => {
    const file = join(here, 'any.csv');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }),
        separator,
        lineEnd,
        encoding,
        fc.boolean(),
        async (table, sep, end, as, endsWithLineEnd) => {
          // A NUL is refused by design; a line break within a cell reads as \n whatever it was.
          const cells = table.map((row) =>
            row.map((text) => text.replaceAll('\0', '').replace(/\r\n?/g, '\n')),
          );
          const quote = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\n', end)}"`;
          const lines = [['Email', 'A', 'B'].join(sep), ...cells.map((row) => row.map(quote).join(sep))];
          writeFileSync(file, encoded(lines.join(end) + (endsWithLineEnd ? end : ''), as));

          const result = await read(file);
          const filled = cells
            .map((row, i) => ({ row, i }))
            .filter(({ row }) => row.some((text) => text.trim() !== ''));
          expect(result.rows).toEqual(filled.map(({ row }) => row));
          const lineOf = (index: number) =>
            2 + cells.slice(0, index).reduce((sum, row) => sum + 1 + row.join('').split('\n').length - 1, 0);
          expect(result.lines).toEqual(filled.map(({ i }) => lineOf(i)));
          expect(result.why).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});
