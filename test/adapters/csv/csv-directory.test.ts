import { mkdirSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../../src-main/adapters/directory/csv/csv-directory.ts';
import { folder, listFile, listing, sentenceOf, whoIs } from './listing.ts';

const here = folder();

function utf16(text: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('any usual CSV reads the same', () => {
  const text =
    'Email,First Name,Group\r\njürgen@contoso.example,Jürgen,"All; Sales"\r\nana@contoso.example,"Ana ""Nan""",\r\n';
  const win1252 = Buffer.from(text, 'latin1');
  const shapes: readonly (readonly [string, string | Uint8Array])[] = [
    ['UTF-8', text],
    ['UTF-8 with byte order mark', `\ufeff${text}`],
    ['UTF-16 LE with mark', utf16(`\ufeff${text}`, 'le')],
    ['UTF-16 BE with mark', utf16(`\ufeff${text}`, 'be')],
    ['UTF-16 LE without mark', utf16(text, 'le')],
    ['UTF-16 BE without mark', utf16(text, 'be')],
    ['Windows-1252', win1252],
    ['semicolons', text.replaceAll(',', ';').replace('"All; Sales"', '"All; Sales"')],
    ['tabs', text.replaceAll(',', '\t')],
    ['bars', text.replaceAll(',', '|')],
    ['Unix line ends', text.replaceAll('\r\n', '\n')],
    ['old Mac line ends', text.replaceAll('\r\n', '\r')],
    ['no line end after the last row', text.trimEnd()],
    ['everything quoted', text.replace('Email,First Name,Group', '"Email","First Name","Group"')],
    [
      'headings in other case, with outer and non-breaking spaces',
      text.replace('Email,First Name,Group', ' EMAIL ,first\u00a0name,\u00a0GROUP'),
    ],
    ['empty cells to the right', text.replaceAll('\r\n', ',,\r\n').replace('Group,,', 'Group')],
  ];

  it.each(shapes)('%s', async (_shape, content) => {
    const result = await listing(here, content);
    expect(result.people.map(({ values, groups }) => ({ ...values, groups }))).toEqual([
      { userName: 'jürgen@contoso.example', givenName: 'Jürgen', groups: ['All', 'Sales'] },
      { userName: 'ana@contoso.example', givenName: 'Ana "Nan"', groups: [] },
    ]);
    expect(result.end.completeness).toEqual({ status: 'complete' });
    expect(result.people.map(({ line }) => line)).toEqual([2, 3]);
  });

  it("follows Excel's own sep= line and counts it", async () => {
    const result = await listing(here, 'sep=|\r\nFirst Name|Email\r\nAna|ana@contoso.example\r\n');
    expect(whoIs(result)).toEqual(['3 ana@contoso.example']);
  });

  it('guesses the separator by the columns that it knows, not by the commas in a heading', async () => {
    const result = await listing(
      here,
      'Email;First Name;Remarks, notes, and so on, and on\nana@contoso.example;Ana;a,b\n',
    );
    expect(result.people[0]?.values).toEqual({ userName: 'ana@contoso.example', givenName: 'Ana' });
    expect(result.end.ignoredColumns).toEqual(['Remarks, notes, and so on, and on']);
  });

  it('keeps the euro sign and typographic quotes of Windows-1252, and says what it assumed', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Email,Job Title\nana@contoso.example,Buyer '),
      Buffer.from([0x80, 0x20, 0x93, 0x78, 0x94, 0x0a]),
    ]);
    const result = await listing(here, bytes);
    expect(result.people[0]?.values.title).toBe('Buyer € “x”');
    expect(result.end.notes).toEqual([
      'people.csv is not UTF-8 and was read as Windows-1252. If names look wrong, save it as UTF-8.',
    ]);
  });

  it('notes a last line without a line end, and none where it has one', async () => {
    const text = 'Email,First Name\nana@contoso.example,Ana\nben@contoso.example,Be';
    const open = await listing(here, text);
    expect(open.end.completeness.status).toBe('complete');
    expect(open.end.notes).toEqual([
      'The last line of people.csv (line 3) has no line end; if the file was cut off there, people are missing and the last line may be short of text.',
    ]);
    expect((await listing(here, `${text}\r\n`)).end.notes).toEqual([]);
  });

  it('reads characters and rows that lie across two reads of the file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `p${i}@contoso.example,"Jürgen ""${i}""\nÖ"\r\n`);
    const result = await listing(here, `Email,First Name\r\n${rows.join('')}`);
    expect(result.people).toHaveLength(20_000);
    expect(result.people.every((person, i) => person.values.givenName === `Jürgen "${i}"\nÖ`)).toBe(true);
    expect(result.people.at(-1)?.line).toBe(2 + 2 * 19_999);
    expect(result.batches).toBeGreaterThanOrEqual(20);
    expect(sentenceOf(result)).toBe('complete');
  });

  it('passes over blank rows and counts lines as an editor does', async () => {
    const result = await listing(
      here,
      '\n\nEmail,First Name\n\nana@contoso.example,"a\nb"\n,\nben@contoso.example,Ben\n   \n',
    );
    expect(whoIs(result)).toEqual(['5 ana@contoso.example', '8 ben@contoso.example']);
    expect(sentenceOf(result)).toBe('complete');
  });

  it('reads 300 columns and lists the unknown ones', async () => {
    const others = Array.from({ length: 298 }, (_, i) => `Column ${i}`);
    const result = await listing(
      here,
      `${others.join(',')},Email,Department\n${others.map(() => 'x').join(',')},ana@contoso.example,Sales\n`,
    );
    expect(result.people[0]?.values).toEqual({ userName: 'ana@contoso.example', department: 'Sales' });
    expect(result.end.ignoredColumns).toEqual(others);
  });
});

describe('what a row means', () => {
  it('takes the columns of the user template, IDs and phone numbers as text (R13), and never the password', async () => {
    const result = await listing(
      here,
      [
        'Email,First Name,Last Name,Job Title,Department,Division,Organization,Location,Phone Number,Mobile,Employee Number,' +
          'Manager Email,Manager Name,Group,Custom Field 1,Custom Field 4,Custom Date 1,Custom Date 2,Language,Email Alias,' +
          'Provisioning Managed,External ID,Status,Password,Risk Booster',
        ' Ana@Contoso.example ,Ana,Ruiz,CTO,IT,D,O,Graz,+43 1,0043,00123,boss@contoso.example,The Boss,' +
          'All;IT; ;all,a,d,2024-01-31,,de-AT,ana.r@contoso.example;ruiz@contoso.example,FALSE,00042,Inactive,geheim,3',
      ].join('\n'),
    );
    expect(result.people).toEqual([
      {
        ref: '2',
        line: 2,
        status: 'archived',
        provisioningManaged: false,
        manager: 'boss@contoso.example',
        groups: ['All', 'IT'],
        aliases: ['ana.r@contoso.example', 'ruiz@contoso.example'],
        values: {
          userName: ' Ana@Contoso.example ',
          givenName: 'Ana',
          familyName: 'Ruiz',
          title: 'CTO',
          department: 'IT',
          division: 'D',
          organization: 'O',
          location: 'Graz',
          phone: '+43 1',
          mobile: '0043',
          employeeNumber: '00123',
          managerName: 'The Boss',
          customField1: 'a',
          customField4: 'd',
          customDate1: '2024-01-31',
          customDate2: '',
          language: 'de-AT',
          externalId: '00042',
        },
      },
    ]);
    expect(result.end.ignoredColumns).toEqual(['Password', 'Risk Booster']);
    expect(JSON.stringify(result)).not.toContain('geheim');
  });

  it('tells an empty cell, which clears, from a column that is not there (R14)', async () => {
    const result = await listing(here, 'Email,Department,Manager Email\nana@contoso.example,,\n');
    expect(result.people).toEqual([
      {
        ref: '2',
        line: 2,
        status: 'active',
        manager: '',
        values: { userName: 'ana@contoso.example', department: '' },
      },
    ]);
    expect(result.end.carried).toEqual({
      attributes: ['userName', 'department'],
      manager: true,
      groups: false,
    });
  });

  it.each([
    ['', 'active'],
    ['Active', 'active'],
    [' ACTIVE ', 'active'],
    ['archived', 'archived'],
    ['Inactive', 'archived'],
    ['DISABLED', 'archived'],
    ['On leave', 'On leave'],
  ])('reads the status "%s" as %s (R14)', async (cell, status) => {
    const result = await listing(here, `Email,Status\nana@contoso.example,${cell}\n`);
    expect(result.people[0]?.status).toBe(status);
  });

  it('protects whoever has anything but true or nothing under Provisioning Managed, and names the lines (R5)', async () => {
    const cells = ['true', 'FALSE', '', 'flase', 'no', '0', 'x', 'y', 'z'];
    const result = await listing(
      here,
      `Email,Provisioning Managed\n${cells.map((cell, i) => `p${i}@contoso.example,${cell}\n`).join('')}`,
    );
    expect(result.people.map((person) => person.provisioningManaged)).toEqual([
      true,
      false,
      undefined,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(result.end.notes).toEqual([
      'Provisioning Managed is neither true nor false in lines 5, 6, 7, 8, 9 and 1 more of people.csv; to be safe it was read as false, so nothing happens to these people.',
    ]);
  });

  it('gives a person of a console export the same key in whatever row and case', async () => {
    const result = await listing(here, 'Email\n Ana@Contoso.example \n', 'console');
    expect(result.people[0]?.ref).toBe('ana@contoso.example');
  });
});

describe('what only a console export says', () => {
  it('shows the console admins (R4); in a directory such a column is ignored', async () => {
    const text = 'Email,Console Admin\nana@contoso.example,TRUE\nben@contoso.example,\n';
    expect((await listing(here, text, 'console')).people.map((person) => person.isAdmin)).toEqual([
      true,
      false,
    ]);
    const directory = await listing(here, text);
    expect(directory.people.map((person) => person.isAdmin)).toEqual([undefined, undefined]);
    expect(directory.end.ignoredColumns).toEqual(['Console Admin']);
  });
});

describe('R1: a file is complete only when that is proven', () => {
  it.each([
    ['an empty file', '', 'people.csv is empty.', 'listing-incomplete'],
    ['a file of blank lines', '\n \n\r\n', 'people.csv is empty.', 'listing-incomplete'],
    ['a byte order mark alone', '\ufeff', 'people.csv is empty.', 'listing-incomplete'],
    [
      'a heading alone',
      'Email,First Name\n',
      'people.csv has a heading but no people. An empty directory archives nobody.',
      'listing-incomplete',
    ],
    [
      'a heading alone without line end',
      'Email',
      'people.csv has a heading but no people. An empty directory archives nobody.',
      'listing-incomplete',
    ],
    [
      'a last row cut short',
      'Email,First Name,Last Name\nana@contoso.example,Ana,Ruiz\nben@contoso.exa',
      'Line 3 of people.csv has 1 cell, the heading has 3, so its values may stand in the wrong columns; it was left out.',
      'listing-incomplete',
    ],
    [
      'rows with a cell too many',
      'Email,First Name\nana@contoso.example,Ana\nben@contoso.example,Ode, Ben\ncat@contoso.example,Ode, Cat\n',
      'Line 3 of people.csv has 3 cells, the heading has 2, so its values may stand in the wrong columns; it was left out. The same holds for 1 more.',
      'listing-incomplete',
    ],
    [
      'a quote that is never closed',
      'Email,First Name\nana@contoso.example,Ana\nben@contoso.example,"Ben\ncat@contoso.example,Cat\n',
      'people.csv ends within a quoted cell that begins in the row of line 3: the end of the file is missing, or a quote is not closed.',
      'listing-incomplete',
    ],
    [
      'a quote inside a quoted cell',
      'Email,First Name\nana@contoso.example,"An"a"\nben@contoso.example,Ben\n',
      'Line 2 of people.csv has a quote within a quoted cell that is not doubled, so its values may stand in the wrong columns; it was left out.',
      'listing-incomplete',
    ],
    [
      'no Email column',
      'E-Mail,First Name\nana@contoso.example,Ana\n',
      'people.csv has no column Email in its heading (line 1). Found: "E-Mail", "First Name".',
      'bad-input',
    ],
    [
      'two columns for the same thing',
      'Email,Email Alias,email aliases\nana@contoso.example,,\n',
      'people.csv has two columns for the same thing: "Email Alias" (column 2) and "email aliases" (column 3).',
      'bad-input',
    ],
    [
      'an Excel workbook',
      'PK\u0003\u0004rest',
      'people.csv is an Excel workbook (.xlsx) or another zip file, not a CSV.',
      'bad-input',
    ],
    [
      'NUL characters',
      'Email,First Name\nana@contoso.example,A\u0000a\n',
      'people.csv holds NUL characters (the first in line 2), so it is damaged or no text file.',
      'bad-input',
    ],
  ])('%s', async (_what, content, sentence, code) => {
    const result = await listing(here, content);
    expect(sentenceOf(result)).toBe(sentence);
    expect(result.end.completeness).toMatchObject({
      status: 'partial',
      why: { code, where: { file: 'people.csv' } },
    });
  });

  it('keeps the good rows of a file whose middle has a slipped row', async () => {
    const result = await listing(
      here,
      'Email,First Name\na@contoso.example,A\nb@contoso.example\nc@contoso.example,C\n',
    );
    expect(whoIs(result)).toEqual(['2 a@contoso.example', '4 c@contoso.example']);
    expect(result.end.completeness.status).toBe('partial');
  });

  it('a file cut in the middle of a character', async () => {
    const bytes = Buffer.from('Email,First Name\nana@contoso.example,Zoë\nben@contoso.example,Renaté');
    const result = await listing(here, bytes.subarray(0, -1));
    expect(sentenceOf(result)).toBe('people.csv ends in the middle of a character, so its end is missing.');
  });

  it('a file that mixes two encodings', async () => {
    const result = await listing(
      here,
      Buffer.concat([
        Buffer.from('Email,First Name\na@contoso.example,Zoë\nb@contoso.example,René\n'),
        Buffer.from('c@contoso.example,Zoë\n', 'latin1'),
      ]),
    );
    expect(sentenceOf(result)).toBe(
      'people.csv is partly UTF-8 and partly in another encoding (the first such line is 4), so names cannot be read reliably.',
    );
    expect(result.people).toEqual([]);
  });

  it('a file that grows while it is read', async () => {
    const file = join(here, 'growing.csv');
    const rows = Array.from({ length: 30_000 }, (_, i) => `p${i}@contoso.example,First ${i}\n`);
    writeFileSync(file, `Email,First Name\n${rows.join('')}`);
    const records = csvSource({ file, role: 'directory' }).list({ signal: new AbortController().signal });
    await records.next();
    await appendFile(file, 'late@contoso.example,Late\n');
    let step = await records.next();
    while (!step.done) step = await records.next();
    expect(step.value.completeness).toMatchObject({
      status: 'partial',
      why: { code: 'listing-incomplete', sentence: 'growing.csv was changed while it was being read.' },
    });
  });

  it('a file that is not there, or is a folder', async () => {
    mkdirSync(join(here, 'folder.csv'), { recursive: true });
    expect(sentenceOf(await listFile(join(here, 'nowhere.csv')))).toBe('There is no file nowhere.csv.');
    expect(sentenceOf(await listFile(join(here, 'folder.csv')))).toBe('folder.csv is a folder.');
  });

  it('a listing that was cancelled', async () => {
    const file = join(here, 'long.csv');
    const rows = Array.from({ length: 30_000 }, (_, i) => `p${i}@contoso.example,First ${i}\n`);
    writeFileSync(file, `Email,First Name\n${rows.join('')}`);
    const cancel = new AbortController();
    const records = csvSource({ file, role: 'directory' }).list({ signal: cancel.signal });
    await records.next();
    cancel.abort();
    let after = 0;
    let step = await records.next();
    while (!step.done) {
      after++;
      step = await records.next();
    }
    expect(step.value.completeness).toMatchObject({ status: 'partial', why: { code: 'cancelled' } });
    expect(after).toBeLessThan(5);
  });
});
