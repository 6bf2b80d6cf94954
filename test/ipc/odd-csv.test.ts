// What Connect, Exclusions and Sources say of CSV files as exports really write them (ux §2, §4, §7), through the
// handlers that the window calls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { composition } from '../../src-main/compose.ts';
import { connectHandlers } from '../../src-main/ipc/connect-handlers.ts';
import { exclusionHandlers } from '../../src-main/ipc/exclusion-handlers.ts';
import { provisioningHandlers } from '../../src-main/ipc/provisioning-handlers.ts';
import { connectCalls } from '../../src-preload/contract/connect.ts';
import { exclusionCalls } from '../../src-preload/contract/exclusions.ts';
import { provisioningCalls } from '../../src-preload/contract/provisioning.ts';
import { need } from '../e2e/open-world.ts';
import { openFakeIpc } from './fake-ipc.ts';

interface Odd {
  readonly what: string;
  readonly bytes: string | Uint8Array;
  /** Step 2 of Connect: how it was read, the first people, what is wrong; or why it was not read. */
  readonly connect: string;
  readonly exclusions: string;
  readonly directory: string;
  readonly list: string;
}

const HEAD = 'Email,Provisioning Managed,First Name';
const WIDE = Array.from({ length: 300 }, (_, n) => `Column ${n}`)
  .with(150, 'Email')
  .with(299, 'Provisioning Managed');
const WIDE_ROW = WIDE.map((name) =>
  name === 'Email' ? 'ana@a.example' : name === WIDE[299] ? 'false' : 'x',
);
const UNKNOWN = 'Nobody knows whom it would have protected, so nothing was done.';
const UNSAVED = 'Nobody knows whom it would have protected. Nothing was saved.';

const FILES: readonly Odd[] = [
  {
    what: '300 columns',
    bytes: `${WIDE.join(',')}\n${WIDE_ROW.join(',')}\n`,
    connect: 'UTF-8, 300 columns: ana@a.example false',
    exclusions: '1 added',
    directory: 'set',
    list: 'set',
  },
  {
    what: 'nothing in it',
    bytes: '',
    connect: 'odd.csv is empty.',
    exclusions: `odd.csv is empty. ${UNKNOWN}`,
    directory: 'odd.csv is empty. Nothing was saved.',
    list: `odd.csv is empty. ${UNSAVED}`,
  },
  {
    what: 'Windows-1252',
    bytes: Buffer.from(`${HEAD}\nana@a.example,false,Zoë\n`, 'latin1'),
    connect: 'Windows-1252, 3 columns: ana@a.example false Zoë',
    exclusions: '1 added',
    directory: 'set',
    list: 'set',
  },
  {
    what: 'UTF-16, as Excel saves "Unicode text"',
    bytes: Buffer.from(`\uFEFF${HEAD.replaceAll(',', '\t')}\r\nana@a.example\tfalse\tZoë\r\n`, 'utf16le'),
    connect: 'UTF-16LE, 3 columns: ana@a.example false Zoë',
    exclusions: '1 added',
    directory: 'set',
    list: 'set',
  },
  {
    what: 'only a heading',
    bytes: `${HEAD}\n`,
    connect: 'UTF-8, 3 columns: ; odd.csv has a heading, but nobody under it.',
    exclusions: '0 added',
    // The next export may be whole; a sync of this one is partial and archives nobody (R1).
    directory: 'set',
    list: 'set',
  },
  {
    what: 'line breaks within quotes',
    bytes: `${HEAD}\r\nana@a.example,false,"Ana\r\nMaria"\r\nben@a.example,false,Ben\r\n`,
    connect: 'UTF-8, 3 columns: ana@a.example false Ana\nMaria; ben@a.example false Ben',
    exclusions: '2 added',
    directory: 'set',
    list: 'set',
  },
  {
    what: 'no e-mail',
    bytes: 'First Name,Provisioning Managed\nAna,false\n',
    connect:
      'UTF-8, 2 columns: Ana false; odd.csv has no column Email in its heading (line 1). Found: "First Name", "Provisioning Managed".',
    exclusions:
      'odd.csv has no column Email in its heading (line 1). Found: "First Name", "Provisioning Managed".',
    directory:
      'odd.csv has no column Email in its heading (line 1). Found: "First Name", "Provisioning Managed". Nothing was saved.',
    list: 'odd.csv has no column Email in its heading (line 1). Found: "First Name", "Provisioning Managed". Nothing was saved.',
  },
  {
    what: 'an Excel workbook by another name',
    bytes: Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
    connect: 'odd.csv is an Excel workbook (.xlsx) or another zip file, not a CSV.',
    exclusions: `odd.csv is an Excel workbook (.xlsx) or another zip file, not a CSV. ${UNKNOWN}`,
    directory: 'odd.csv is an Excel workbook (.xlsx) or another zip file, not a CSV. Nothing was saved.',
    list: `odd.csv is an Excel workbook (.xlsx) or another zip file, not a CSV. ${UNSAVED}`,
  },
];

type Ipc = ReturnType<typeof openFakeIpc>;

/** What a page is told: by the value, or the sentence of the failure. */
async function told<S extends z.ZodType>(
  ipc: Ipc,
  { name, output }: { readonly name: string; readonly output: S },
  input: object,
  words: (answer: z.output<S>) => string,
): Promise<string> {
  return words(output.parse(await ipc.call(name, input)));
}

describe('a CSV with', () => {
  let folder: string;
  let house: WindowHouse;
  const ipc = openFakeIpc();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-odd-'));
    house = need(await composition.openHouse({ home: join(folder, 'home'), env: {} }));
    const parts = {
      house,
      tell: () => undefined,
      desktop: {
        askForFile: async () => undefined,
        askWhereToSave: async () => undefined,
        saveText: async () => undefined,
        copyText: () => undefined,
      },
      runs: { start: () => expect.unreachable() },
    };
    ipc.bus.serve('main', connectCalls, connectHandlers(parts));
    ipc.bus.serve('main', exclusionCalls, exclusionHandlers(parts));
    ipc.bus.serve('main', provisioningCalls, provisioningHandlers(parts));
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const given = ({ bytes }: Odd): string => {
    const file = join(folder, 'odd.csv');
    writeFileSync(file, bytes);
    return file;
  };

  it.each(FILES)('$what is told in step 2 of Connect', async (odd) => {
    const call = { name: 'lookAtDirectory', output: connectCalls.lookAtDirectory.output };
    const words = await told(ipc, call, { file: given(odd) }, (answer) => {
      if (!answer.ok) return answer.failure.sentence;
      const { encoding, columns, people, problems } = answer.value;
      const rows = people.map(({ cells }) => cells.filter((cell) => cell !== '').join(' '));
      const all = [rows.join('; '), ...problems.map(({ sentence }) => sentence)].join('; ');
      return `${encoding}, ${columns.length} columns: ${all}`;
    });
    expect(words).toBe(odd.connect);
  });

  it.each(FILES)('$what is told when it is imported into the exclusions', async (odd) => {
    const tenantUrl = 'https://scim.a.example/v2';
    const { id: tenantId } = need(await house.addTenant({ name: odd.what, tenantUrl, profile: 'generic' }));
    await ipc.call('openExclusions', { tenantId });
    const call = { name: 'importExclusions', output: exclusionCalls.importExclusions.output };
    const words = await told(ipc, call, { tenantId, file: given(odd) }, (answer) => {
      if (!answer.ok) return answer.failure.sentence;
      return answer.value === 'cancelled' ? answer.value : `${answer.value.added} added`;
    });
    expect(words).toBe(odd.exclusions);
  });

  it.each(FILES)('$what is told when it becomes a source', async (odd) => {
    const file = given(odd);
    const tenantUrl = 'https://scim.a.example/v2';
    const added = await house.addTenant({ name: `${odd.what}, source`, tenantUrl, profile: 'generic' });
    const { id: tenantId } = need(added);
    const call = { name: 'chooseSourceFile', output: provisioningCalls.chooseSourceFile.output };
    const set = (source: 'directory' | 'exclusions') =>
      told(ipc, call, { tenantId, source, file }, (answer) =>
        answer.ok ? answer.value : answer.failure.sentence,
      );
    expect(await set('directory')).toBe(odd.directory);
    expect(await set('exclusions')).toBe(odd.list);
  });
});
