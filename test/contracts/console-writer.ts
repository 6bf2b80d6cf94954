import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleWriter, NewPerson } from '../../src-main/app/ports/console-writer.ts';
import type { Result } from '../../src-main/core/failure.ts';
import type { PersonRecord } from '../../src-main/core/records.ts';

export interface WriterWorld {
  readonly writer: ConsoleWriter;
  close(): Promise<void>;
}

/** What any ConsoleWriter promises the applier, whatever stands behind it. */
export function consoleWriterContract(name: string, open: () => Promise<WriterWorld>): void {
  describe(`${name} as a ConsoleWriter`, () => {
    const { signal } = new AbortController();
    let world: WriterWorld;
    let writer: ConsoleWriter;
    beforeAll(async () => {
      world = await open();
      writer = world.writer;
    });
    afterAll(() => world.close());

    async function create(values: NewPerson['values']): Promise<string> {
      return valueIn(await writer.createUser({ values, active: true }, signal)).id;
    }
    async function person(id: string): Promise<PersonRecord> {
      const read = valueIn(await writer.readUser(id, signal));
      if (read === undefined) throw new Error(`${id} is not there`);
      return read;
    }

    it('creates a person with every value as given, and what was not given empty', async () => {
      const values = {
        userName: 'Zoë.Müller@example.com',
        externalId: '00123',
        givenName: 'Zoë',
        familyName: 'Müller',
        department: 'Sales "North"',
        phone: '+49 030 0012',
        location: 'Köln',
        employeeNumber: '007',
      };
      const read = await person(await create(values));
      expect(read).toMatchObject({
        status: 'active',
        manager: '',
        values: { ...values, title: '', mobile: '' },
      });
    });

    it('changes exactly the named values, also where nothing stood before', async () => {
      const id = await create({ userName: 'ben@example.com', title: 'Engineer', department: 'R&D' });
      valueIn(
        await writer.updateUser(
          id,
          [
            { field: 'title', value: 'Lead' },
            { field: 'phone', value: '0151 1' },
            { field: 'location', value: 'Kyiv' },
            { field: 'division', value: 'East' },
            { field: 'givenName', value: 'Ben' },
          ],
          undefined,
          signal,
        ),
      );
      expect((await person(id)).values).toMatchObject({
        userName: 'ben@example.com',
        title: 'Lead',
        department: 'R&D',
        phone: '0151 1',
        location: 'Kyiv',
        division: 'East',
        givenName: 'Ben',
      });
    });

    it('changes a phone number that stands there without touching the mobile', async () => {
      const id = await create({ userName: 'cem@example.com', phone: '1', mobile: '2' });
      valueIn(await writer.updateUser(id, [{ field: 'phone', value: '3' }], undefined, signal));
      expect((await person(id)).values).toMatchObject({ phone: '3', mobile: '2' });
    });

    it('clears values, and takes the clearing of an empty one for done', async () => {
      const id = await create({
        userName: 'dora@example.com',
        title: 'Lead',
        phone: '1',
        mobile: '2',
        division: 'E',
      });
      const cleared = (['title', 'phone', 'division', 'location'] as const).map(
        (field) => ({ field, value: '' }) as const,
      );
      valueIn(await writer.updateUser(id, cleared, undefined, signal));
      valueIn(await writer.updateUser(id, cleared, undefined, signal));
      expect((await person(id)).values).toMatchObject({
        title: '',
        phone: '',
        division: '',
        location: '',
        mobile: '2',
      });
    });

    it('archives and restores by status alone (R6)', async () => {
      const id = await create({ userName: 'eli@example.com', title: 'Clerk' });
      valueIn(await writer.updateUser(id, [{ field: 'active', value: false }], undefined, signal));
      expect(await person(id)).toMatchObject({ status: 'archived', values: { title: 'Clerk' } });
      valueIn(await writer.updateUser(id, [{ field: 'active', value: true }], undefined, signal));
      expect(await person(id)).toMatchObject({ status: 'active', values: { title: 'Clerk' } });
    });

    it('links and unlinks a manager', async () => {
      const boss = await create({ userName: 'boss@example.com' });
      const id = await create({ userName: 'fay@example.com', department: 'Law' });
      valueIn(await writer.updateUser(id, [{ field: 'manager', value: boss }], undefined, signal));
      expect(await person(id)).toMatchObject({ manager: boss, values: { department: 'Law' } });
      valueIn(await writer.updateUser(id, [{ field: 'manager', value: '' }], undefined, signal));
      expect(await person(id)).toMatchObject({ manager: '', values: { department: 'Law' } });
    });

    it('finds a person by userName without regard to case, and proves that somebody is absent', async () => {
      const id = await create({ userName: "o'neil@example.com" });
      expect(await writer.findUser("O'Neil@EXAMPLE.com", signal)).toMatchObject({
        ok: true,
        value: { status: 'found', person: { ref: id } },
      });
      expect(await writer.findUser('nobody@example.com', signal)).toEqual({
        ok: true,
        value: { status: 'absent' },
      });
    });

    it("refuses a second person of the same userName with the console's own words", async () => {
      await create({ userName: 'gus@example.com' });
      const twice = await writer.createUser(
        { values: { userName: 'GUS@example.com' }, active: true },
        signal,
      );
      expect(twice).toMatchObject({ ok: false, failure: { code: 'row-refused' } });
      expect(twice.ok ? '' : twice.failure.cause).toMatch(/name/i);
    });

    it('says row-missing for a change to somebody who is gone, and reads them as absent', async () => {
      const gone = await writer.updateUser('no-such-id', [{ field: 'title', value: 'x' }], undefined, signal);
      expect(gone).toMatchObject({ ok: false, failure: { code: 'row-missing' } });
      expect(await writer.readUser('no-such-id', signal)).toEqual({ ok: true, value: undefined });
      expect(await writer.readGroup('no-such-id', signal)).toEqual({ ok: true, value: undefined });
    });

    it('adds and removes members one by one, and leaves the others in (R20)', async () => {
      const ids = [];
      for (const letter of ['h', 'i', 'j']) ids.push(await create({ userName: `${letter}@example.com` }));
      const [h = '', i = '', j = ''] = ids;
      const group = valueIn(await writer.createGroup({ displayName: 'Sales', externalId: 'g-1' }, signal)).id;
      valueIn(await writer.addMembers(group, [h, i], signal));
      valueIn(await writer.addMembers(group, [i, j], signal));
      expect(valueIn(await writer.readGroup(group, signal))?.members.toSorted()).toEqual(
        [h, i, j].toSorted(),
      );
      valueIn(await writer.removeMembers(group, [i], signal));
      valueIn(await writer.removeMembers(group, [i, h], signal));
      expect(valueIn(await writer.readGroup(group, signal))).toMatchObject({
        externalId: 'g-1',
        members: [j],
      });
    });

    it('renames a group and finds it by its new name in any case', async () => {
      const { id } = valueIn(await writer.createGroup({ displayName: 'Old', externalId: 'g-2' }, signal));
      valueIn(await writer.updateGroup(id, { displayName: 'brand & “new”' }, undefined, signal));
      expect(valueIn(await writer.findGroup('Brand & “New”', signal))).toMatchObject([
        { ref: id, displayName: 'brand & “new”', externalId: 'g-2' },
      ]);
      expect(valueIn(await writer.findGroup('Old', signal))).toEqual([]);
    });

    it('writes nothing once it is cancelled', async () => {
      const cancelled = AbortSignal.abort();
      const created = await writer.createUser(
        { values: { userName: 'k@example.com' }, active: true },
        cancelled,
      );
      expect(created).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
      expect(valueIn(await writer.findUser('k@example.com', signal))).toEqual({ status: 'absent' });
    });
  });
}

export function valueIn<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`${result.failure.code}: ${result.failure.sentence} ${result.failure.cause ?? ''}`);
  return result.value;
}
