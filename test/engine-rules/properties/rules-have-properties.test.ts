import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The folders in which every test is a property: on plans alone, and on whole runs against a model of the console. */
const FOLDERS = ['test/core/properties', 'test/engine-rules/properties'];
const RULES = [...Array.from({ length: 16 }, (_, at) => `R${at + 1}`), 'R19', 'R23'];

/** Title of each property by the rules that it names. */
function propertiesByRule(): ReadonlyMap<string, readonly string[]> {
  const byRule = new Map<string, string[]>();
  for (const folder of FOLDERS) {
    for (const file of readdirSync(resolve(folder)).filter((name) => name.endsWith('.test.ts'))) {
      const text = readFileSync(join(resolve(folder), file), 'utf8');
      const tests = text.split(/^ {2}it\(/m).slice(1);
      for (const test of tests) {
        const title = /^\s*'((?:[^'\\]|\\.)*)'/.exec(test)?.[1];
        if (title === undefined || !/fc\.assert\(|forAllWorlds\(/.test(test)) continue;
        for (const [rule] of title.matchAll(/\bR\d+\b/g))
          byRule.set(rule, [...(byRule.get(rule) ?? []), `${file}: ${title}`]);
      }
    }
  }
  return byRule;
}

describe('the rules of the engine (design §4)', () => {
  const byRule = propertiesByRule();

  it.each(RULES)('%s has a property of its own', (rule) => {
    expect(byRule.get(rule) ?? []).not.toEqual([]);
  });
});
