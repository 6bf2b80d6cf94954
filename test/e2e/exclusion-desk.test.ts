import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LineQuery } from '../../src-main/app/exclusion-desk.ts';
import { staffOf } from './expected-state.ts';
import { failureOf, need, openWorld, preview, TENANT, type World, type WorldOptions } from './open-world.ts';

const staff = staffOf(30);
const person = (i: number) => `person.${i}@contoso.example`;
/** One is to be changed, two leave. */
const directory = staff
  .map((row, i) => (i === 3 ? { ...row, 'Job Title': 'Promoted' } : row))
  .filter((_, i) => i !== 7 && i !== 8);
const signal = () => AbortSignal.timeout(10_000);
const csv = (...lines: string[]) =>
  `Email,Provisioning Managed\r\n${lines.map((line) => `${line}\r\n`).join('')}`;

const world = (options: Partial<WorldOptions> = {}) => openWorld({ directory, console: staff, ...options });
/** A tenant of a console without the Console API, whose list is a file. */
const fileWorld = (text: string) => world({ consoleApi: 'without', exclusions: text });
const fileOf = ({ folder }: World) => join(folder, 'exclusions.csv');

const open = async ({ house }: World) => need(await house.exclusionDesk.open(TENANT, signal()));
const state = async ({ house }: World) => need(await house.exclusionDesk.state(TENANT));
const lines = async ({ house }: World, query: Partial<LineQuery> = {}) =>
  need(await house.exclusionDesk.lines(TENANT, { offset: 0, limit: 100, ...query })).lines;
const shown = async (at: World, query: Partial<LineQuery> = {}) =>
  (await lines(at, query)).map(({ email, managed }) => `${email} ${managed}`);
const add = async ({ house }: World, ...emails: string[]) =>
  need(await house.exclusionDesk.edit(TENANT, { kind: 'add', lines: emails.map((email) => ({ email })) }));
const save = async ({ house }: World) => need(await house.exclusionDesk.save(TENANT, signal()));

async function measured(at: World) {
  await vi.waitFor(async () => expect((await state(at)).effect).toBeTypeOf('object'), { timeout: 5000 });
  const { effect } = await state(at);
  if (typeof effect === 'string') throw new Error(effect);
  return effect;
}

const listOnConsole = async ({ console, adminKey }: World) => {
  const answer = await fetch(`${console.consoleApiUrl}/exclusions`, {
    headers: { authorization: `Bearer ${adminKey}` },
  });
  return { text: await answer.text(), etag: answer.headers.get('etag') ?? '' };
};

async function saveElsewhere(at: World, text: string): Promise<void> {
  const { etag } = await listOnConsole(at);
  const saved = await fetch(`${at.console.consoleApiUrl}/exclusions`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${at.adminKey}`, 'content-type': 'text/csv', 'if-match': etag },
    body: text,
  });
  if (!saved.ok) throw new Error(`${saved.status} ${await saved.text()}`);
}

describe('the exclusions editor (design §9, ux §7)', () => {
  it('finds everyone in a group, also those whose membership no sync would change', async () => {
    const at = await openWorld({ directory: staff, console: staff });
    const { reportId } = await preview(at.house);
    const inGroup = staff.filter(({ Group = '' }) => Group.split(';').includes('All Employees'));
    const people = need(await at.house.reportDesk.peopleOfGroup(reportId, 'All Employees'));
    expect(people.map(({ address }) => address).sort()).toEqual(inGroup.map(({ Email }) => Email).sort());
    expect(people.length).toBeGreaterThan(0);
  });

  it('edits the console’s list and saves it with only the two columns', async () => {
    const at = await world();
    await saveElsewhere(at, csv(`${person(1)},false`));
    expect(await open(at)).toMatchObject({ where: 'console', lines: 1, protects: 1, unsavedEdits: 0 });
    const done = await add(at, person(7), person(1), person(8));
    expect(done).toMatchObject({ given: 3, added: 2, alreadyThere: 1, withProblems: 0 });
    expect(done.state).toMatchObject({ unsavedEdits: 2, protects: 3, canUndo: true });
    const saved = await save(at);
    expect(saved).toMatchObject({ where: 'console', saved: 3, stayed: 0, protects: 3, upload: false });
    expect(saved.state.unsavedEdits).toBe(0);
    expect((await listOnConsole(at)).text).toBe(
      csv(`${person(1)},false`, `${person(7)},false`, `${person(8)},false`),
    );
    expect(need(at.house.listHistory(TENANT, 5))[0]).toMatchObject({ what: 'exclusions-saved' });
  });

  it('shows at once what an edit would do, and what lifting a protection would do', async () => {
    const at = await world();
    await saveElsewhere(at, csv(`${person(7)},false`));
    expect((await open(at)).effect).toBe('no report');
    await preview(at.house);
    need(await at.house.exclusionDesk.measureBy(TENANT, undefined));
    expect(await measured(at)).toMatchObject({ fewer: {}, more: {}, sentence: '', lost: '' });

    await add(at, person(8).toUpperCase(), person(3));
    const gained = await measured(at);
    expect(gained).toMatchObject({ fewer: { Archived: 1, Changed: 1 }, lost: '' });
    expect(gained.sentence).toMatch(/^1 archive fewer, 1 change fewer/);
    const [line] = await lines(at, { find: person(8) });
    expect(line).toMatchObject({
      state: 'new',
      person: { address: person(8) },
      effect: { was: 'Archived', becomes: 'Excluded', protection: 'gained' },
    });

    const [protectedLine] = await lines(at, { find: person(7) });
    need(
      await at.house.exclusionDesk.edit(TENANT, {
        kind: 'set',
        cells: [{ id: protectedLine?.id ?? 0, column: 'managed', text: 'true' }],
      }),
    );
    expect(await measured(at)).toMatchObject({ more: { Archived: 1 }, lost: '1 person would be archived' });
    expect((await lines(at, { find: person(7) }))[0]?.effect).toEqual({
      was: 'Excluded',
      becomes: 'Archived',
      protection: 'lost',
      changes: [{ field: 'active', old: 'Active', new: 'Archived' }],
    });
    for (let i = 0; i < 2; i++) need(await at.house.exclusionDesk.undo(TENANT));
    expect(await measured(at)).toMatchObject({ fewer: {}, more: {} });
  });

  it('names problems in place, saves the good lines and keeps the bad ones', async () => {
    const at = await world();
    await preview(at.house);
    await open(at);
    await measured(at);
    await add(at, 'person.1@contoso.exmple', 'no address', person(2));
    need(
      await at.house.exclusionDesk.edit(TENANT, {
        kind: 'paste',
        text: `Email\tProvisioning Managed\r\n${person(4)}\tflase\r\n${person(5)}\ttrue\r\n${person(6)}\t\r\n`,
      }),
    );
    expect((await state(at)).problems).toEqual({
      lines: 3,
      byKind: { 'unknown-person': 1, 'bad-email': 1, 'bad-value': 1 },
    });
    const [unknown] = await lines(at, { show: 'problems' });
    expect(unknown?.problems[0]).toMatchObject({ kind: 'unknown-person', suggestion: person(1) });
    const saved = await save(at);
    expect(saved).toMatchObject({ saved: 4, stayed: 2 });
    expect((await listOnConsole(at)).text).toBe(
      csv('person.1@contoso.exmple,false', `${person(2)},false`, `${person(5)},true`, `${person(6)},false`),
    );
    expect(saved.state.unsavedEdits).toBe(2);
    expect(await shown(at, { show: 'edited' })).toEqual(['no address false', `${person(4)} flase`]);
  });

  it('never unprotects whom an unreadable value protects now', async () => {
    const at = await fileWorld(csv(`${person(7)},flase`, `${person(8)},`));
    const opened = await open(at);
    expect(opened).toMatchObject({ protects: 2, unsavedEdits: 0, where: 'file', file: fileOf(at) });
    expect(opened.notes.join()).toContain('1 line has no value and protects');
    await add(at, person(1));
    expect(await save(at)).toMatchObject({ stayed: 1, upload: true });
    expect(readFileSync(fileOf(at), 'utf8')).toBe(
      csv(`${person(7)},false`, `${person(8)},false`, `${person(1)},false`),
    );
  });

  it('shows what somebody else saved beside mine, and overwrites nothing unasked', async () => {
    const at = await world();
    await open(at);
    await add(at, person(7));
    await saveElsewhere(at, csv(`${person(1)},false`, `${person(7)},true`));
    expect(failureOf(await at.house.exclusionDesk.save(TENANT, signal())).code).toBe('conflict');
    expect((await state(at)).theirs).toMatchObject({ lines: 2, differs: 2 });
    const page = need(await at.house.exclusionDesk.differences(TENANT, { offset: 0, limit: 10 }));
    expect(page.lines).toEqual([
      { email: person(7), mine: 'false', theirs: 'true' },
      { email: person(1), mine: undefined, theirs: 'false' },
    ]);
    const kept = need(await at.house.exclusionDesk.keepMine(TENANT));
    expect(kept.theirs).toBeUndefined();
    expect(kept.unsavedEdits).toBe(2);
    await save(at);
    expect((await listOnConsole(at)).text).toBe(csv(`${person(7)},false`));
  });

  it('takes theirs as one act that can be undone', async () => {
    const at = await fileWorld(csv(`${person(1)},false`));
    await open(at);
    await add(at, person(7));
    writeFileSync(fileOf(at), csv(`${person(2)},false`));
    expect(need(await at.house.exclusionDesk.look(TENANT, signal())).theirs).toMatchObject({ lines: 1 });
    expect(need(await at.house.exclusionDesk.takeTheirs(TENANT)).unsavedEdits).toBe(0);
    expect(await shown(at)).toEqual([`${person(2)} false`]);
    need(await at.house.exclusionDesk.undo(TENANT));
    expect(await shown(at)).toEqual([`${person(1)} false`, `${person(7)} false`]);
  });

  it('notices by itself that the file changed on disk: with edits it asks, without it just reads', async () => {
    const at = await fileWorld(csv(`${person(1)},false`));
    const told = vi.fn();
    at.house.exclusionDesk.onChanged(told);
    await open(at);
    writeFileSync(fileOf(at), csv(`${person(2)},false`));
    await vi.waitFor(async () => expect(await shown(at)).toEqual([`${person(2)} false`]), { timeout: 5000 });
    expect((await state(at)).theirs).toBeUndefined();
    await add(at, person(7));
    writeFileSync(fileOf(at), csv(`${person(3)},false`));
    await vi.waitFor(async () => expect((await state(at)).theirs).toBeDefined(), { timeout: 5000 });
    expect(await shown(at)).toEqual([`${person(2)} false`, `${person(7)} false`]);
    expect(told).toHaveBeenCalled();
    expect(failureOf(await at.house.exclusionDesk.save(TENANT, signal())).code).toBe('conflict');
    expect(readFileSync(fileOf(at), 'utf8')).toBe(csv(`${person(3)},false`));
  });

  it('gives a tenant without a file one of its own at the first save, and syncs go by it', async () => {
    const at = await world({ consoleApi: 'without' });
    expect(await open(at)).toMatchObject({ where: 'file', lines: 0 });
    await add(at, person(7));
    await save(at);
    const { exclusionsFile } = need(at.house.findTenant(TENANT));
    expect(readFileSync(exclusionsFile ?? '', 'utf8')).toBe(csv(`${person(7)},false`));
    expect((await preview(at.house)).counts.users).toMatchObject({ archived: 1, excluded: 1 });
    expect(need(await at.house.exclusionDesk.exportCsv(TENANT)).csv).toBe(csv(`${person(7)},false`));
  });

  it('imports any usual CSV as one act: what protects is taken, what would lift a protection is not', async () => {
    const at = await world();
    await saveElsewhere(at, csv(`${person(1)},false`, `${person(2)},true`));
    await open(at);
    const file = join(at.folder, 'import.csv');
    const text = [
      'Provisioning Managed;Name;Email',
      `true;A;${person(1)}`,
      `false;B;${person(2)}`,
      `false;Müller;${person(3)}`,
    ];
    writeFileSync(file, Buffer.from(text.join('\r\n'), 'latin1'));
    expect(need(await at.house.exclusionDesk.importCsv(TENANT, file))).toMatchObject({
      given: 3,
      added: 1,
      changed: 1,
      alreadyThere: 1,
    });
    expect(await shown(at)).toEqual([`${person(1)} false`, `${person(2)} false`, `${person(3)} false`]);
    need(await at.house.exclusionDesk.undo(TENANT));
    expect(await shown(at)).toEqual([`${person(1)} false`, `${person(2)} true`]);
    need(await at.house.exclusionDesk.redo(TENANT));
    expect((await state(at)).unsavedEdits).toBe(2);
    expect(need(await at.house.exclusionDesk.discard(TENANT))).toMatchObject({ unsavedEdits: 0, lines: 2 });
  });

  it('counts whoever another list or a flag protects as still protected', async () => {
    const at = await world({ exclusions: csv(`${person(7)},false`) });
    await saveElsewhere(at, csv(`${person(7)},false`, `${person(8)},false`));
    await preview(at.house);
    await open(at);
    await measured(at);
    const ids = (await lines(at)).map(({ id }) => id);
    need(await at.house.exclusionDesk.edit(TENANT, { kind: 'delete', ids }));
    expect(await measured(at)).toMatchObject({ more: { Archived: 1 }, stillProtected: 1 });
  });
});

describe('a draft (ux §7, U11)', () => {
  const later = async (at: World): Promise<World> => ({ ...at, house: await at.openAgain() });

  it('comes back after Muster ended, with its undo', async () => {
    const at = await world();
    await saveElsewhere(at, csv(`${person(1)},false`));
    await open(at);
    await add(at, person(7));
    await add(at, person(8));
    need(await at.house.exclusionDesk.undo(TENANT));
    await at.house.close();
    const again = await later(at);
    const back = await open(again);
    expect(back).toMatchObject({ lines: 2, unsavedEdits: 1, canUndo: true, canRedo: true });
    expect(back.back?.edits).toBe(1);
    need(await again.house.exclusionDesk.redo(TENANT));
    expect(await shown(again)).toEqual([`${person(1)} false`, `${person(7)} false`, `${person(8)} false`]);
    for (let i = 0; i < 2; i++) need(await again.house.exclusionDesk.undo(TENANT));
    expect((await state(again)).unsavedEdits).toBe(0);
  });

  it('opens offline as it was kept, and says so', async () => {
    const at = await world();
    await open(at);
    await add(at, person(7));
    await at.house.close();
    await at.console.close();
    const again = await later(at);
    const back = await open(again);
    expect(back).toMatchObject({ unsavedEdits: 1 });
    expect(back.offline?.sentence).toBeTruthy();
  });

  it('leaves no file when everything is saved, and goes with its tenant', async () => {
    const at = await world();
    const { id } = need(at.house.findTenant(TENANT));
    const file = join(at.home, 'drafts', `${id}.draft`);
    await open(at);
    await add(at, person(7));
    expect(existsSync(file)).toBe(true);
    await save(at);
    expect(existsSync(file)).toBe(false);
    await add(at, person(8));
    expect(existsSync(file)).toBe(true);
    need(await at.house.removeTenant(TENANT));
    expect(existsSync(file)).toBe(false);
  });

  it('whose last line a crash tore comes back without it, and goes on from there', async () => {
    const at = await world();
    const { id } = need(at.house.findTenant(TENANT));
    const file = join(at.home, 'drafts', `${id}.draft`);
    await open(at);
    await add(at, person(7));
    await add(at, person(8));
    await at.house.close();
    writeFileSync(file, readFileSync(file).subarray(0, -9));
    const again = await later(at);
    expect(await open(again)).toMatchObject({ unsavedEdits: 1 });
    await add(again, person(9));
    await again.house.close();
    const third = await later(at);
    await open(third);
    expect(await shown(third)).toEqual([`${person(7)} false`, `${person(9)} false`]);
    rmSync(file);
  });
});
