import type { GroupStory, Scene, Stage, tally } from './stage.ts';

/** The page that says who stands for what, and what a sync of the demo must count. */
export function readme(stage: Stage, counts: ReturnType<typeof tally>): string {
  const stories = stage.scenes.filter((scene) => scene.story !== undefined);
  return `# Demo data: Contoso

Made by \`scripts/make-demo-data.ts\`; do not edit by hand. Nobody in it exists.

| file | is |
|---|---|
| directory.csv | the directory, ${count(stage, 'directory')} rows |
| console.csv | the people on the console, ${count(stage, 'console')} rows: seeds the demo console, and is its user export (aliases are visible only there) |
| last-sync.csv | what the last live sync left on the console: against it a console edit shows (R15) |
| exclusions.csv | people whom no sync may touch, ${stage.exclusions.length} of them |
| expected.json | the counts below and each story's verdict, reason and warnings, for tests |

In the seed a group named \`Smart …\` is filled by the console itself, one ending in \` (console)\` was made there
by hand, and the others are managed by Muster. \`Console Admin\` marks an admin of the console.

## What a sync must find

Counted from what each story declares, without the engine. It holds for the demo console seeded from console.csv, with
console.csv as its user export, exclusions.csv as exclusion list, and last-sync.csv as base line. The guard's shares are of ${counts.activeBefore} people
(active on the console before, not excluded); every count is within its limits (R4).

| | created | changed | archived | restored | unchanged | excluded | blocked | adopted |
|---|---|---|---|---|---|---|---|---|
| users | ${cells(counts.users, ['created', 'changed', 'archived', 'restored', 'unchanged', 'excluded', 'blocked', 'adopted'])} |
| groups | ${cells(counts.groups, ['created', 'changed', 'archived', 'restored', 'unchanged'])} | | ${counts.groups.blocked} | |
| memberships | ${counts.memberships.created} | | ${counts.memberships.archived} | | ${counts.memberships.unchanged} | | ${counts.memberships.blocked} | |

## Who stands for what

| verdict | who | address | reason | warnings | story |
|---|---|---|---|---|---|
${stories.map(storyLine).join('\n')}

Everybody else is alike on both sides.

## Groups

| verdict | group | reason | story |
|---|---|---|---|
${stage.groups.map(groupLine).join('\n')}

## What these files cannot show

\`blocked.listing\` needs a listing that breaks off; \`group.restored\` needs an earlier live sync; \`group.twice\` needs two
groups of one name, which a CSV cannot tell apart; \`console.itself\` needs a console that does not list everybody.
`;
}

function count(stage: Stage, side: 'directory' | 'console'): number {
  return stage.scenes.filter((scene) => scene[side] !== undefined).length;
}

function cells<K extends string>(counts: Readonly<Record<K, number>>, keys: readonly K[]): string {
  return keys.map((key) => String(counts[key])).join(' | ');
}

function storyLine(scene: Scene): string {
  const row = scene.directory ?? scene.console ?? {};
  const address = row.Email === '' ? '(none)' : (row.Email ?? '');
  const shown = address.length > 40 ? `${address.slice(0, 40)}…` : address;
  const name = `${row['First Name']} ${row['Last Name']}`;
  return `| ${scene.verdict} | ${name} | ${shown} | ${scene.reason} | ${(scene.warnings ?? []).join(', ')} | ${scene.story} |`;
}

function groupLine(group: GroupStory): string {
  return `| ${group.verdict} | ${group.name} | ${group.reason} | ${group.story} |`;
}
