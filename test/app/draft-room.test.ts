import { describe, expect, it, vi } from 'vitest';
import { DraftRoom } from '../../src-main/app/draft-room.ts';
import type { DraftEntry, DraftStart, DraftStore } from '../../src-main/app/ports/draft-store.ts';
import { fail, type Result, succeed } from '../../src-main/core/failure.ts';
import { memoryReports } from '../fakes/memory-reports.ts';
import { memorySnapshots } from '../fakes/memory-snapshots.ts';

const TENANT = 'tenant-1';

function memoryDrafts(): DraftStore {
  const drafts = new Map<string, { readonly start: DraftStart; readonly entries: DraftEntry[] }>();
  return {
    open(tenantId) {
      const draft = drafts.get(tenantId);
      return draft && { ...draft.start, entries: [...draft.entries], atMs: 5 };
    },
    begin: (tenantId, start) => void drafts.set(tenantId, { start, entries: [] }),
    append: (tenantId, entry) => void drafts.get(tenantId)?.entries.push(entry),
    remove: (tenantId) => void drafts.delete(tenantId),
    close: () => undefined,
  };
}

const roomOn = (drafts: DraftStore) =>
  new DraftRoom({
    drafts,
    reports: memoryReports(),
    snapshots: memorySnapshots(),
    now: () => 0,
    pause: async () => undefined,
    onChanged: vi.fn(),
  });

const listed = (mark: string, ...addresses: string[]) =>
  succeed({ rows: addresses.map((address) => ({ address, managed: 'false' })), mark, notes: [] });

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.sentence);
  return result.value;
}

const open = (room: DraftRoom, list: Parameters<DraftRoom['open']>[0]['list'], file = 'a.csv') =>
  room.open({ tenantId: TENANT, where: 'file', file, othersProtect: [], list });
const texts = (room: DraftRoom) =>
  need(room.lines(TENANT, { offset: 0, limit: 10 })).lines.map(({ email, managed }) => `${email} ${managed}`);
const add = (room: DraftRoom, email: string) =>
  need(room.edit(TENANT, { kind: 'add', lines: [{ email }] })).ids[0] ?? 0;
const set = (room: DraftRoom, id: number, text: string) =>
  room.edit(TENANT, { kind: 'set', cells: [{ id, column: 'managed', text }] });

describe('saving a draft (ux §7, U11)', () => {
  it('keeps what was edited while the console took its time', () => {
    const room = roomOn(memoryDrafts());
    need(open(room, listed('v1')));
    const ana = add(room, 'ana@x.example');
    const ben = add(room, ' ben@x.example ');
    need(room.toSave(TENANT));
    set(room, ana, 'true');
    add(room, 'late@x.example');
    const state = need(room.saved(TENANT, 'v2'));
    expect(state.unsavedEdits).toBe(2);
    expect(texts(room)).toEqual(['ana@x.example true', 'ben@x.example false', 'late@x.example false']);
    const page = need(room.lines(TENANT, { offset: 0, limit: 10 }));
    expect(page.lines.map((line) => line.state)).toEqual(['changed', 'saved', 'new']);
    expect(page.lines[1]?.id).toBe(ben);
  });

  it('leaves the draft as it is where the list could not be saved', () => {
    const drafts = memoryDrafts();
    const room = roomOn(drafts);
    need(open(room, listed('v1', 'ana@x.example')));
    add(room, 'ben@x.example');
    need(room.toSave(TENANT));
    expect(need(open(room, fail(UNREACHABLE)))).toMatchObject({ unsavedEdits: 1, lines: 2 });
    expect(drafts.open(TENANT)?.entries).toHaveLength(1);
  });
});

const UNREACHABLE = { code: 'network', sentence: 'No connection.', next: 'Wait.' } as const;

describe('a kept draft', () => {
  it('of a list that is another one now lies over that one, as edits', () => {
    const drafts = memoryDrafts();
    const first = roomOn(drafts);
    need(open(first, listed('h1', 'ana@x.example')));
    add(first, 'ben@x.example');
    const second = roomOn(drafts);
    const state = need(open(second, listed('h2', 'ana@x.example', 'dan@x.example'), 'b.csv'));
    expect(texts(second)).toEqual(['ana@x.example false', 'ben@x.example false']);
    expect(state).toMatchObject({ unsavedEdits: 2, back: { edits: 2, atMs: 5 }, file: 'b.csv' });
    expect(need(second.discard(TENANT))).toMatchObject({ unsavedEdits: 0, lines: 2 });
    expect(texts(second)).toEqual(['ana@x.example false', 'dan@x.example false']);
  });

  it('meets a list that somebody else changed meanwhile, and asks', () => {
    const drafts = memoryDrafts();
    const first = roomOn(drafts);
    need(open(first, listed('h1', 'ana@x.example')));
    add(first, 'ben@x.example');
    const state = need(open(roomOn(drafts), listed('h2', 'dan@x.example')));
    expect(state).toMatchObject({ back: { edits: 1 }, theirs: { lines: 1, differs: 3 }, unsavedEdits: 1 });
  });

  it('gives lines that are added beside theirs ids of their own', () => {
    const room = roomOn(memoryDrafts());
    need(open(room, listed('h1', 'ana@x.example')));
    add(room, 'ben@x.example');
    need(room.look(TENANT, listed('h2', 'dan@x.example', 'eve@x.example')));
    add(room, 'fay@x.example');
    need(room.keepMine(TENANT));
    const { lines } = need(room.lines(TENANT, { offset: 0, limit: 10 }));
    expect(lines.map((line) => line.state)).toEqual(['new', 'new', 'new']);
    expect(need(room.state(TENANT)).unsavedEdits).toBe(5);
  });

  it('counts the unsaved edits of a draft that was not opened since the start (ux §9)', () => {
    const drafts = memoryDrafts();
    const before = roomOn(drafts);
    need(open(before, listed('h1', 'ana@x.example')));
    add(before, 'ben@x.example');
    expect(roomOn(drafts).unsavedEdits(TENANT)).toBe(1);
    expect(roomOn(drafts).unsavedEdits('tenant-2')).toBe(0);
    expect(before.unsavedEdits(TENANT)).toBe(1);
  });

  it('fails to open where nothing is kept and the list cannot be read', () => {
    expect(open(roomOn(memoryDrafts()), fail(UNREACHABLE))).toEqual(fail(UNREACHABLE));
  });
});
