import { writeFileSync } from 'node:fs';

/** A row of the directory's file, by the headings of the console's user template. */
export type Row = Readonly<Record<string, string>>;

/** The file that the rows make; headings are those of the first row. */
export function csvOf(rows: readonly Row[]): string {
  const headings = Object.keys(rows[0] ?? { Email: '' });
  const line = (cells: readonly string[]) =>
    cells.map((cell) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  return `${[headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))].map(line).join('\r\n')}\r\n`;
}

export function writeCsv(file: string, rows: readonly Row[]): void {
  writeFileSync(file, csvOf(rows));
}
