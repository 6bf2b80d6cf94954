import { DEPARTMENTS } from './people.ts';
import type { GroupStory } from './stage.ts';

const same = (name: string, story: string): GroupStory => ({
  name,
  kind: 'managed',
  verdict: 'Unchanged',
  reason: 'group.same',
  story,
});

/** The groups of both sides. A console group ending in ` (console)` was made there; `Smart …` fill themselves. */
export const GROUPS: readonly GroupStory[] = [
  same('All Employees', 'everybody'),
  ...DEPARTMENTS.map(([name]) => same(name, 'a department')),
  same('Managers', 'heads of department'),
  {
    name: 'New Hires 2026',
    kind: 'managed',
    verdict: 'Created',
    reason: 'group.created',
    story: 'only in the directory',
  },
  {
    name: 'Field Sales EMEA',
    consoleName: 'Field sales EMEA',
    kind: 'managed',
    verdict: 'Changed',
    reason: 'group.changed',
    story: 'spelt otherwise on the console; the same external id',
  },
  {
    name: 'Project Falcon',
    kind: 'managed',
    verdict: 'Archived',
    reason: 'group.archived',
    story: 'no longer in the directory: its members are removed, the group stays',
  },
  {
    name: 'Legacy VPN',
    kind: 'managed',
    verdict: 'Unchanged',
    reason: 'group.empty',
    story: 'no longer in the directory, and only an archived person is in it: nothing left to do',
  },
  {
    name: 'Safety Officers (console)',
    kind: 'foreign',
    verdict: 'Unchanged',
    reason: 'group.same',
    story: 'made on the console, and the directory has one of that name: members are added, none removed',
  },
  {
    name: 'Gym Members (console)',
    kind: 'foreign',
    verdict: 'Unchanged',
    reason: 'group.unmanaged',
    story: 'made on the console: left alone',
  },
  {
    name: 'Smart Repeat Clickers',
    kind: 'smart',
    verdict: 'Unchanged',
    reason: 'group.smart',
    story: 'the console fills it: left alone',
  },
  {
    name: 'Smart New Starters',
    kind: 'smart',
    verdict: 'Blocked',
    reason: 'group.smart',
    story: 'the directory names it too, but the console fills it',
  },
];
