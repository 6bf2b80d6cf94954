import { describe, expect, it } from 'vitest';
import { peopleOfGroup } from '../../src-main/app/people-of-group.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import { memorySnapshots } from '../fakes/memory-snapshots.ts';

const goOn = () => undefined;
const END = {
  completeness: { status: 'complete' },
  carried: { attributes: [], manager: false, groups: true },
  ignoredColumns: [],
  notes: [],
} as const;

function person(ref: string, more: Partial<PersonRecord> = {}): PersonRecord {
  return { ref, status: 'active', values: { userName: `${ref}@contoso.example` }, ...more };
}

function group(displayName: string, ...members: string[]): GroupRecord {
  return { ref: displayName, externalId: '', displayName, members };
}

type Listing = readonly [readonly PersonRecord[], readonly GroupRecord[]];

function listed(listings: { readonly directory?: Listing; readonly console?: Listing }) {
  const snapshots = memorySnapshots();
  for (const [role, [people, groups]] of Object.entries(listings)) {
    const writer = snapshots.create(`r-${role}`);
    for (const one of people) writer.addPerson(one);
    for (const one of groups) writer.addGroup(one);
    writer.finish({ kind: 'csv', name: role, readAtMs: 0, end: END });
  }
  return (name: string) => {
    const found = peopleOfGroup('r', name, snapshots, goOn);
    return found.ok ? found.value.map(({ address }) => address) : found.failure.code;
  };
}

describe('everyone in a group (ux §7)', () => {
  it('is who bears it in a CSV, each once, without whoever left', () => {
    const inGroup = listed({
      directory: [
        [
          person('ana', { groups: ['sales ', 'All'] }),
          person('ana', { groups: ['Sales'] }),
          person('ben', { groups: ['Field Sales'] }),
          person('eva', { groups: ['Sales'], status: 'archived' }),
        ],
        [],
      ],
      console: [[person('old')], [group('Sales', 'old')]],
    });
    expect(inGroup('Sales')).toEqual(['ana@contoso.example']);
    expect(inGroup('Legal')).toEqual([]);
  });

  it('is whom the group names in a SCIM directory', () => {
    const inGroup = listed({ directory: [[person('1'), person('2')], [group('Sales', '2', 'nested')]] });
    expect(inGroup('Sales')).toEqual(['2@contoso.example']);
  });

  it('is the console’s where the directory has none of that name', () => {
    const inGroup = listed({
      directory: [[person('ana')], []],
      console: [[person('ana'), person('ben')], [group('Board', 'ben')]],
    });
    expect(inGroup('Board')).toEqual(['ben@contoso.example']);
  });

  it('is unknown, not nobody, where the listings are gone', () => {
    expect(listed({})('Sales')).toBe('not-found');
  });
});
