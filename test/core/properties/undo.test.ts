import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonRecord } from '../../../src-main/core/records.ts';
import { propertyRuns } from '../../long/cases.ts';
import { arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { type Applied, applied } from '../../worlds/model-console.ts';
import { groupAsBefore, personAsBefore, runThatMade } from '../../worlds/undone-world.ts';
import { type Listed, listedOf, type Outcome, reportOf, type World } from '../../worlds/world.ts';

/** A live run applies no partial report, so there is none to undo. */
const world = arbitraryWorld.map((one): World => ({ ...one, listings: {} }));

interface Story {
  readonly listed: Listed;
  readonly first: Outcome;
  readonly between: Applied;
  readonly undo: Outcome;
  readonly after: Applied;
}

/** A sync, what somebody does on the console afterwards, and the undo of that sync. */
function storyOf(one: World, edit: (person: PersonRecord) => PersonRecord = (person) => person): Story {
  const listed = listedOf(one);
  const first = reportOf(one, listed);
  const made = applied(listed.console, listed.consoleGroups, first.rows);
  const between = { ...made, console: made.console.map(edit) };
  const undo = reportOf(
    { ...one, undone: runThatMade(first.rows) },
    { ...listed, console: between.console, consoleGroups: between.consoleGroups },
  );
  return { listed, first, between, undo, after: applied(between.console, between.consoleGroups, undo.rows) };
}

const leftAlone = ({ undo }: Story) =>
  new Set(
    undo.rows.filter((row) => row.verdict === 'Blocked' || row.verdict === 'Excluded').map((row) => row.key),
  );

/** Of two people who had the manager's address nobody can say which one it was; the row says so. */
const managerUnknown = ({ undo }: Story, ref: string) =>
  undo.rows.some(
    ({ object, key, warnings }) =>
      object === 'user' && key === ref && warnings.some(({ code }) => code === 'manager.unknown'),
  );

describe('R23 for any plan', () => {
  it('R23 its undo brings the console back, but for whoever is named as left alone; the created are archived', () => {
    const property = fc.property(world, (one) => {
      const story = storyOf(one);
      const left = leftAlone(story);
      expect(story.after.faults).toEqual([]);
      for (const now of story.after.console) {
        const was = story.listed.console.find(({ ref }) => ref === now.ref);
        if (left.has(now.ref)) continue;
        if (!was) expect(now.status).toBe('archived');
        else if (managerUnknown(story, now.ref)) {
          expect({ ...personAsBefore(now, was), manager: '' }).toEqual({
            ...personAsBefore(was, was),
            manager: '',
          });
        } else expect(personAsBefore(now, was)).toEqual(personAsBefore(was, was));
      }
      for (const now of story.after.consoleGroups) {
        const was = story.listed.consoleGroups.find(({ ref }) => ref === now.ref);
        if (was) expect(groupAsBefore(now, was)).toEqual(groupAsBefore(was, was));
        else expect(now.members).toEqual([]);
      }
    });
    fc.assert(property, propertyRuns);
  });

  it('R23 nobody is left alone unless the old address is held by somebody whom that sync created, or an admin would be archived', () => {
    const property = fc.property(world, (one) => {
      const { undo } = storyOf(one);
      const reasons = undo.rows
        .filter(({ verdict }) => verdict === 'Blocked' || verdict === 'Excluded')
        .map(({ reason }) => reason);
      expect(reasons.filter((reason) => reason !== 'blocked.held' && reason !== 'blocked.admin')).toEqual([]);
    });
    fc.assert(property, propertyRuns);
  });

  it('R23 a value that somebody changed since stays, and is named where that sync had written it', () => {
    const property = fc.property(world, fc.nat(), (one, at) => {
      const rows = reportOf(one).rows.filter(
        ({ object, operation }) => object === 'user' && operation?.act.kind === 'update-user',
      );
      fc.pre(rows.length > 0);
      const chosen = rows[at % rows.length]!;
      const edit = (person: PersonRecord) =>
        person.ref === chosen.key ? { ...person, values: { ...person.values, title: 'By hand' } } : person;
      const { undo, after } = storyOf(one, edit);
      const now = after.console.find(({ ref }) => ref === chosen.key);
      expect(now?.values.title).toBe('By hand');
      const named = undo.rows
        .find(({ key, object }) => object === 'user' && key === chosen.key)
        ?.warnings.some(({ code, facts }) => code === 'undo.moved' && facts.label === 'Job Title');
      const left = undo.rows.find(({ key }) => key === chosen.key)?.reason;
      if (left === 'blocked.held' || left === 'blocked.admin') return;
      expect(named).toBe(chosen.changes.some(({ field }) => field === 'title'));
    });
    fc.assert(property, propertyRuns);
  });

  it('R23 the undo of its undo brings it back again', () => {
    const property = fc.property(world, (one) => {
      const story = storyOf(one);
      fc.pre(leftAlone(story).size === 0 && !story.undo.rows.some(({ key }) => managerUnknown(story, key)));
      const redo = reportOf(
        { ...one, undone: runThatMade(story.undo.rows) },
        { ...story.listed, console: story.after.console, consoleGroups: story.after.consoleGroups },
      );
      fc.pre(!redo.rows.some(({ warnings }) => warnings.some(({ code }) => code === 'manager.unknown')));
      const again = applied(story.after.console, story.after.consoleGroups, redo.rows);
      expect(again.faults).toEqual([]);
      for (const now of again.console) {
        const then = story.between.console.find(({ ref }) => ref === now.ref)!;
        expect(personAsBefore(now, then)).toEqual(personAsBefore(then, then));
      }
      for (const now of again.consoleGroups) {
        const then = story.between.consoleGroups.find(({ ref }) => ref === now.ref)!;
        expect(groupAsBefore(now, then)).toEqual(groupAsBefore(then, then));
      }
    });
    fc.assert(property, propertyRuns);
  });

  it('R23 its undo finds nothing to do where it was undone before', () => {
    const property = fc.property(world, (one) => {
      const story = storyOf(one);
      const second = reportOf(
        { ...one, undone: runThatMade(story.first.rows) },
        { ...story.listed, console: story.after.console, consoleGroups: story.after.consoleGroups },
      );
      expect(second.rows.filter(({ operation }) => operation)).toEqual([]);
    });
    fc.assert(property, propertyRuns);
  });
});
