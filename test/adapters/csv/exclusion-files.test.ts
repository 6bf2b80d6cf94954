import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseExclusions, readExclusions } from '../../../src-main/adapters/csv-files/read-exclusions.ts';
import { exclusionsAsCsv, writeExclusions } from '../../../src-main/adapters/csv-files/write-exclusions.ts';
import { excludedAddresses } from '../../../src-main/core/exclusion-list.ts';
import { folder } from './listing.ts';

const here = folder();
const file = join(here, 'exclusions.csv');

async function read(content: string | Uint8Array) {
  writeFileSync(file, content);
  const result = await readExclusions(file);
  if (!result.ok) return result.failure.sentence;
  return [...excludedAddresses(result.value.list)].map(([address, line]) => `${line} ${address}`);
}

describe('reading an exclusion file', () => {
  it.each([
    ['as Muster writes it', 'Email,Provisioning Managed\r\nana@contoso.example,false\r\n'],
    [
      'columns the other way round, semicolons, byte order mark',
      '\ufeffProvisioning Managed;Email\nFALSE;ana@contoso.example',
    ],
    [
      'UTF-16 with tabs',
      Buffer.from('\ufeffemail\tprovisioning managed\r\nana@contoso.example\tfalse\r\n', 'utf16le'),
    ],
    ['further columns', 'Email,Name,Provisioning Managed\nana@contoso.example,"Ruiz, Ana",false\n'],
    ['a missing value, which protects', 'Email,Provisioning Managed\nana@contoso.example\n'],
  ])('%s', async (_what, content) => {
    expect(await read(content)).toEqual(['2 ana@contoso.example']);
  });

  it('a file with a heading only protects nobody, and that is fine', async () => {
    expect(await read('Email,Provisioning Managed\n')).toEqual([]);
  });

  it('names a line with too many cells', async () => {
    writeFileSync(file, 'Email,Provisioning Managed\nana@contoso.example,false,x\n');
    const result = await readExclusions(file);
    expect(result.ok && result.value.list.problems).toEqual([
      {
        kind: 'too-many-cells',
        line: 2,
        column: 'Provisioning Managed',
        sentence: 'More cells than the heading has; the further ones are ignored.',
      },
    ]);
  });

  it('fails where protection would be lost', async () => {
    const lost = 'Nobody knows whom it would have protected, so nothing was done.';
    expect(await read('')).toBe(`exclusions.csv is empty. ${lost}`);
    expect(await read('Email\nana@contoso.example\n')).toBe(
      'exclusions.csv has no column Provisioning Managed in its heading (line 1). Found: "Email".',
    );
    expect(await read('ana@contoso.example,false\n')).toBe(
      'exclusions.csv has no column Email in its heading (line 1). Found: "ana@contoso.example", "false".',
    );
    expect(
      await read('Email,Provisioning Managed\nana@contoso.example,"false\nben@contoso.example,false\n'),
    ).toContain(lost);
  });

  it("reads a console's list, which comes as text, in the same way", async () => {
    const list = await parseExclusions(
      'Email,Provisioning Managed\r\nana@contoso.example,false\r\n',
      'console',
    );
    expect(list.ok && [...excludedAddresses(list.value)]).toEqual([['ana@contoso.example', 2]]);
    expect(await parseExclusions('', 'The list of the console')).toMatchObject({ ok: false });
  });

  it('reads 100,000 lines', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `p${i}@contoso.example,false\n`);
    expect(await read(`Email,Provisioning Managed\n${lines.join('')}`)).toHaveLength(100_000);
  });
});

describe('writing an exclusion file', () => {
  const entries = [
    { address: 'ana@contoso.example', managed: false },
    { address: 'jürgen@contoso.example', managed: true },
  ];

  it('writes the two columns only, as UTF-8 without byte order mark', async () => {
    writeFileSync(file, 'Email,Name,Provisioning Managed\nana@contoso.example,,false\n');
    const before = await readExclusions(file);
    if (!before.ok) throw new Error(before.failure.sentence);
    const written = await writeExclusions(file, entries, { state: 'read', hash: before.value.hash });
    const text = 'Email,Provisioning Managed\r\nana@contoso.example,false\r\njürgen@contoso.example,true\r\n';
    expect(readFileSync(file)).toEqual(Buffer.from(text));
    const after = await readExclusions(file);
    expect(after).toMatchObject({ ok: true, value: written.ok ? { hash: written.value.hash } : {} });
  });

  it("never overwrites somebody else's edit", async () => {
    writeFileSync(file, 'Email,Provisioning Managed\n');
    const before = await readExclusions(file);
    if (!before.ok) throw new Error(before.failure.sentence);
    writeFileSync(file, 'Email,Provisioning Managed\nboss@contoso.example,false\n');
    for (const seen of [{ state: 'read', hash: before.value.hash }, { state: 'absent' }] as const) {
      expect(await writeExclusions(file, entries, seen)).toMatchObject({
        ok: false,
        failure: { code: 'conflict', where: { file: 'exclusions.csv' } },
      });
    }
    expect(readFileSync(file, 'utf8')).toContain('boss@contoso.example');
    expect(readdirSync(here)).toEqual(['exclusions.csv']);
  });

  it('notices that the file has gone', async () => {
    const gone = join(here, 'gone.csv');
    expect(await writeExclusions(gone, entries, { state: 'read', hash: '00' })).toMatchObject({
      failure: { code: 'conflict' },
    });
    expect(await writeExclusions(gone, entries, { state: 'absent' })).toMatchObject({ ok: true });
    expect(readFileSync(gone, 'utf8')).toBe(exclusionsAsCsv(entries));
  });

  it('says where it cannot write', async () => {
    expect(await writeExclusions(join(here, 'no', 'folder.csv'), entries, { state: 'absent' })).toMatchObject(
      {
        failure: {
          sentence: 'folder.csv could not be written (ENOENT); what was there before is unchanged.',
        },
      },
    );
  });
});
