import Papa from 'papaparse';
import type { Exclusion } from '../database/exclusions.ts';
import { Problem } from './problem.ts';

const HEADINGS = ['Email', 'Provisioning Managed'] as const;

/** Reads a list as the admin or Muster sends it: two columns in any order, `,`, `;` or tab (design §9). */
export function readExclusionCsv(csv: string): readonly Exclusion[] {
  const { data } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    delimitersToGuess: [',', ';', '\t'],
    // Lines are counted, so empty ones are passed over below and not by the parser.
    skipEmptyLines: false,
  });
  const [heading = [], ...rows] = data;
  const [emailAt, managedAt] = HEADINGS.map((name) =>
    heading.findIndex((cell) => cell.trim().toLowerCase() === name.toLowerCase()),
  );
  if (emailAt === undefined || managedAt === undefined || emailAt < 0 || managedAt < 0)
    throw bad(1, 'The first line must name the columns Email and Provisioning Managed.');

  const exclusions: Exclusion[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    const line = index + 2;
    const address = (row[emailAt] ?? '').trim();
    const managed = (row[managedAt] ?? '').trim().toLowerCase();
    if (address === '') throw bad(line, 'The e-mail is missing.');
    if (managed !== 'true' && managed !== 'false')
      throw bad(line, 'Provisioning Managed must be true or false.');
    exclusions.push({ address, provisioningManaged: managed === 'true' });
  }
  return exclusions;
}

export function writeExclusionCsv(exclusions: readonly Exclusion[]): string {
  return csvLines([HEADINGS, ...exclusions.map((row) => [row.address, String(row.provisioningManaged)])]);
}

/** Each row ends with CRLF (RFC 4180). */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function bad(line: number, sentence: string): Problem {
  return new Problem(400, 'bad-exclusions', `Line ${line}: ${sentence} Nothing was changed.`, { line });
}
