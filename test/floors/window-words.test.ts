import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '..', '..', 'src-main');
/** Floors whose failures reach the window as well as the command line. */
const shared = ['core', 'app', 'engine', 'compose', 'adapters'];
const namesCommand =
  /muster (run|report|settings|sync|tenant|source|token|exclusions|preview|person) |(?<![\w-])--[a-z]+(-[a-z]+)*/;
/** A data folder and a port are chosen before there is a window. */
const neverInWindow = ['compose/make-folder.ts', 'compose/serve-console.ts', 'compose/doctor.ts'];

interface Saying {
  readonly place: string;
  readonly key: string;
  readonly text: string;
  readonly around: string;
}

/** Each `next:` and `sentence:` of the source, with the lines after it. */
function sayings(): Saying[] {
  return shared.flatMap((floor) =>
    readdirSync(join(source, floor), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !neverInWindow.includes(`${floor}/${file}`))
      .flatMap((file) => {
        const lines = readFileSync(join(source, floor, file), 'utf8').split('\n');
        return lines.flatMap((line, n) => {
          const key = /^\s*(?:return \{.*)?\b(next|sentence):/.exec(line)?.[1];
          if (!key) return [];
          const text = lines.slice(n, n + 6).join('\n');
          const own = text.split(/\n\s*(?:inWindow|cause|where|sentence|next|code|\})/)[0] ?? '';
          return [{ place: `${floor}/${file}:${n + 1}`, key, text: own, around: text }];
        });
      }),
  );
}

describe('what a failure says in the window', () => {
  const all = sayings();

  it('is looked for where failures are made', () => {
    expect(all.length).toBeGreaterThan(200);
  });

  it('names no command: whoever names one in `next` says the same for the window in `inWindow`', () => {
    const bad = all.filter(
      ({ key, text, around }) => key === 'next' && namesCommand.test(text) && !around.includes('inWindow:'),
    );
    expect(bad.map(({ place, text }) => `${place} ${text.trim()}`)).toEqual([]);
  });

  it('names no command in its sentence, which both doors show', () => {
    const bad = all.filter(({ key, text }) => key === 'sentence' && namesCommand.test(text));
    expect(bad.map(({ place }) => place)).toEqual([]);
  });
});
