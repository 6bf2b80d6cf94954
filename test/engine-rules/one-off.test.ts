import { describe, expect, it } from 'vitest';
import { linesOf, reportOf, type World } from '../worlds/world.ts';

const ana = { address: 'ana@x.example' };
const boss = { address: 'boss@x.example' };
const only = (...addresses: string[]) => ({ only: addresses, archiveByName: [] });

describe('a one-off sync (design §6)', () => {
  const world: World = {
    directory: [
      { ...ana, groups: ['Sales', 'New'], manager: 'boss@x.example' },
      { ...boss, groups: ['Sales'], manager: '' },
    ],
    console: [{ address: 'gone@x.example' }],
    consoleGroups: [{ name: 'Sales', members: [] }],
  };

  it('keeps that person’s row and memberships, and creates no group and no manager', () => {
    const { lines, rows, head } = reportOf({ ...world, oneOff: only('ANA@x.example') });
    expect(lines).toEqual([
      '+ Created ana@x.example !manager.unknown',
      '+ Created ana@x.example in Sales',
      '! Blocked ana@x.example in New [member.blocked]',
    ]);
    expect(rows[0]?.operation?.manager).toBeUndefined();
    expect(head.counts).toMatchObject({
      users: { created: 1, archived: 0 },
      memberships: { created: 1, blocked: 1 },
    });
    expect(head.only).toEqual(['ANA@x.example']);
  });

  it('keeps a membership of a group that has no id yet, whatever its name holds', () => {
    const named = { ...world, directory: [{ ...ana, groups: ['New\nEast'] }] };
    expect(reportOf({ ...named, oneOff: only(ana.address) }).lines).toEqual([
      '+ Created ana@x.example',
      '! Blocked ana@x.example in New\nEast [member.blocked]',
    ]);
  });

  it('links a manager who was asked for as well, in whatever order the rows stand', () => {
    const asked = only('ana@x.example', 'boss@x.example');
    const one = reportOf({ ...world, oneOff: asked });
    const other = reportOf({ ...world, directory: world.directory.toReversed(), oneOff: asked });
    expect(one.rows[0]?.operation?.manager).toEqual({ createdKey: 'boss@x.example' });
    expect(other.head.planHash).toBe(one.head.planHash);
  });

  it('archives only whom it was asked to archive by name', () => {
    const leaver = {
      ...world,
      directory: [{ ...boss, groups: [] }],
      console: [boss, { address: 'gone@x.example' }],
    };
    const looked = reportOf({ ...leaver, oneOff: only('gone@x.example') });
    expect(looked.lines).toEqual(['= Unchanged gone@x.example']);
    expect(looked.rows[0]?.reason).toBe('archived.notAsked');
    expect(looked.rows.filter((row) => row.operation)).toEqual([]);
    expect(looked.head.counts.users).toMatchObject({ archived: 0, unchanged: 1 });
    expect(looked.head.guard.halted).toBe(false);
    const named = { only: ['gone@x.example'], archiveByName: ['Gone@x.example'] };
    expect(reportOf({ ...leaver, oneOff: named }).rows[0]?.operation).toMatchObject({ phase: 'archive' });
  });

  it('counts only whom it was asked to archive, and its hash covers nobody else', () => {
    const leavers = {
      directory: [boss],
      console: [boss, { address: 'one@x.example' }, { address: 'two@x.example' }],
    };
    const archiveByName = ['one@x.example'];
    const both = { only: ['one@x.example', 'two@x.example'], archiveByName };
    const { head } = reportOf({ ...leavers, oneOff: both });
    expect(head.counts.users).toMatchObject({ archived: 1, unchanged: 1 });
    const one = reportOf({ ...leavers, oneOff: { only: ['one@x.example'], archiveByName } });
    expect(head.planHash).toBe(one.head.planHash);
  });

  it('takes nobody for absent whom an incomplete listing may not have shown', () => {
    const cut = reportOf({ ...world, listings: { directory: 'partial' }, oneOff: only('nobody@x.example') });
    expect([cut.head.partial, cut.lines]).toEqual([true, []]);
    expect(() => reportOf({ ...world, oneOff: only('nobody@x.example') })).toThrow('“nobody@x.example”');
  });

  it('finds somebody by the old address of a rename', () => {
    const lines = linesOf({
      directory: [{ address: 'new@x.example', id: '7' }],
      console: [{ address: 'old@x.example', id: '7' }],
      oneOff: only('old@x.example'),
    });
    expect(lines).toEqual(['~ Changed new@x.example (userName: old@x.example → new@x.example) !email']);
  });
});
