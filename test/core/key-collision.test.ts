import { describe, expect, it } from 'vitest';
import { resolveManagers } from '../../src-main/core/managers.ts';
import { matchPeople } from '../../src-main/core/match.ts';
import { ACTIVE, type PersonIndex, PersonIndexBuilder } from '../../src-main/core/person-index.ts';
import { type PeoplePlanInput, PLAIN, planPeople } from '../../src-main/core/plan-people.ts';
import { PROFILES } from '../../src-main/core/profile.ts';
import type { PersonRecord } from '../../src-main/core/records.ts';

const nobody = { lo: new Uint32Array(0), hi: new Uint32Array(0) };

function indexOf(person: PersonRecord): PersonIndex {
  const userName = person.values.userName ?? '';
  const builder = new PersonIndexBuilder();
  builder.add({
    externalId: '',
    userName,
    email: '',
    ref: person.ref,
    manager: '',
    content: [userName],
    flags: ACTIVE,
    fault: undefined,
    aliases: [],
  });
  return builder.finish();
}

describe('two different addresses whose hashes are equal', () => {
  it('rename nobody: the row is Blocked', () => {
    const row: PersonRecord = { ref: '2', line: 2, status: 'active', values: { userName: 'ana@x.example' } };
    const user: PersonRecord = { ref: 'u1', status: 'active', values: { userName: 'ben@x.example' } };
    const directory = indexOf(row);
    // What chance would do once in millions of syncs.
    const console = { ...indexOf(user), userName: directory.userName };
    const match = matchPeople(directory, console, { idSourceChanged: false, excludedAddresses: nobody });
    expect(match.consoleOf[0]).toBe(0);

    const plan = {
      directory,
      console,
      match,
      managers: resolveManagers(directory, console, match, 'not-carried'),
      managerCarried: false,
      compared: ['userName'],
      profile: PROFILES.demo,
      listing: 'complete',
      directoryBody: () => row,
      consoleBody: () => user,
      consoleRef: () => user.ref,
      consoleExternalId: () => '',
      exclusionOf: () => undefined,
      warnings: {
        lastSynced: () => undefined,
        knownDomains: new Set<string>(),
        anyArchived: false,
        archivesTheUntold: false,
      },
      tellEverybody: false,
    } as const satisfies PeoplePlanInput;
    const rows = [...planPeople(plan, undefined)].filter((planned) => planned !== PLAIN);
    expect(rows.map(({ verdict, address, operation }) => ({ verdict, address, operation }))).toEqual([
      { verdict: 'Blocked', address: 'ana@x.example', operation: undefined },
    ]);
  });
});
