import { fold } from '../../src-main/core/fold.ts';
import type { ReasonCode, WarningCode } from '../../src-main/core/reason-codes.ts';
import type { Counts, Verdict } from '../../src-main/core/report.ts';
import { type DemoRow, ordinary } from './people.ts';

/** One person of the demo: how they stand on either side, and what a sync must make of that. */
export interface Scene {
  /** What the person stands for, for the README; ordinary people have none. */
  readonly story?: string;
  readonly directory?: DemoRow;
  readonly console?: DemoRow;
  /** How the last live sync left the person, where that is not how the console shows them now (R15). */
  readonly lastSync?: DemoRow;
  /** `none`: this console user is no row of its own, another row speaks for them. */
  readonly verdict: Verdict | 'none';
  readonly reason: ReasonCode | '';
  readonly warnings?: readonly WarningCode[];
  readonly adopted?: true;
}

export interface Exclusion {
  readonly address: string;
  readonly managed: 'true' | 'false';
}

export interface GroupStory {
  readonly name: string;
  /** The name on the console where it differs. */
  readonly consoleName?: string;
  readonly kind: 'managed' | 'foreign' | 'smart';
  readonly verdict: Exclude<Verdict, 'Excluded'>;
  readonly reason: ReasonCode;
  readonly story: string;
}

/** Everything that is on the stage; the stories put it there one by one. */
export interface Stage {
  readonly scenes: Scene[];
  readonly exclusions: Exclusion[];
  readonly groups: readonly GroupStory[];
  /** A person who is nobody else; the manager is a head of a department. */
  newPerson(): DemoRow;
  add(scene: Scene): void;
  exclude(address: string): void;
}

export const CEO_ADDRESS = 'grace.chen@contoso.example';
const HEADS = 9;

export function emptyStage(groups: readonly GroupStory[]): Stage {
  const scenes: Scene[] = [];
  const exclusions: Exclusion[] = [];
  let next = 0;
  return {
    scenes,
    exclusions,
    groups,
    newPerson() {
      const number = next++;
      const head = number < HEADS;
      const person = ordinary(number);
      return {
        ...person,
        'Manager Email': head ? CEO_ADDRESS : (ordinary(number % HEADS).Email ?? ''),
        ...(head && { 'Job Title': `Head of ${person.Department}`, Group: `${person.Group};Managers` }),
      };
    },
    add: (scene) => scenes.push(scene),
    exclude: (address) => exclusions.push({ address, managed: 'false' }),
  };
}

/**
 * Counts what a report must say, from what each scene declares and from design §4's sentences about
 * memberships alone. The engine has no part in it: it is tested against this.
 */
export function tally(stage: Stage): Counts & { readonly activeBefore: number } {
  const users = {
    created: 0,
    changed: 0,
    archived: 0,
    restored: 0,
    unchanged: 0,
    excluded: 0,
    blocked: 0,
    adopted: 0,
  };
  const groups = { created: 0, changed: 0, archived: 0, restored: 0, unchanged: 0, blocked: 0 };
  const memberships = { created: 0, archived: 0, unchanged: 0, blocked: 0 };
  let activeBefore = 0;

  for (const scene of stage.scenes) {
    if (scene.verdict !== 'none') users[keyOf(scene.verdict)]++;
    if (scene.adopted) users.adopted++;
    if (isActive(scene.console) && scene.verdict !== 'Excluded') activeBefore++;
    countMemberships(scene, stage, memberships);
  }
  for (const group of stage.groups) groups[keyOf(group.verdict)]++;
  return { users, groups, memberships, activeBefore };
}

function countMemberships(
  scene: Scene,
  stage: Stage,
  counts: { created: number; archived: number; unchanged: number; blocked: number },
): void {
  const kindOf = new Map(stage.groups.map((group) => [fold(group.name), group.kind]));
  const wanted = groupsOf(scene.directory);
  const held = groupsOf(scene.console);
  for (const name of [...wanted, ...held]) if (!kindOf.has(name)) throw new Error(`no group ${name}`);
  const stays =
    scene.verdict === 'Changed' ||
    scene.verdict === 'Restored' ||
    (scene.verdict === 'Unchanged' && isActive(scene.directory) && isActive(scene.console));

  if (scene.verdict === 'Created') counts.created += wanted.size;
  if (scene.verdict === 'Blocked') counts.blocked += scene.directory === undefined ? held.size : wanted.size;
  // Archived, excluded, absent on both sides, or spoken for by another row: neither planned nor counted.
  if (!stays) return;
  for (const name of wanted) {
    if (kindOf.get(name) === 'smart') counts.blocked++;
    else if (held.has(name)) counts.unchanged++;
    else counts.created++;
  }
  for (const name of held) if (!wanted.has(name) && kindOf.get(name) === 'managed') counts.archived++;
}

export function groupsOf(row: DemoRow | undefined): ReadonlySet<string> {
  return new Set(
    (row?.Group ?? '')
      .split(';')
      .map(fold)
      .filter((name) => name !== ''),
  );
}

export function isActive(row: DemoRow | undefined): boolean {
  return row !== undefined && (row.Status ?? '') === '';
}

function keyOf<V extends Verdict>(verdict: V): Lowercase<V> {
  return verdict.toLowerCase() as Lowercase<V>;
}
