import { expect, test } from 'vitest';
import { applyWords } from '../../src-renderer/screens/reports/apply-words.ts';
import { readyWords, seeWords } from '../../src-renderer/screens/reports/ready-words.ts';

const NOW = new Date(2026, 10, 24, 14, 41).getTime();

test('Each line of the ready list says what is the matter, with its numbers', () => {
  expect(readyWords({ code: 'listings', state: 'met', incomplete: [] }, NOW)).toBe('Both listings complete');
  expect(readyWords({ code: 'listings', state: 'unmet', incomplete: ['directory'] }, NOW)).toBe(
    'A partial report cannot be applied.',
  );
  const fresh = { code: 'fresh', limitMs: 86_400_000, sourcesChanged: false } as const;
  expect(readyWords({ ...fresh, state: 'met', ageMs: 14 * 60_000 }, NOW)).toBe(
    'Report is fresh (14 min; limit 24 h)',
  );
  const reasons = [{ limit: 'archived', count: 37, of: 406, allowed: 20 }] as const;
  expect(readyWords({ code: 'guard', state: 'unmet', reasons }, NOW)).toBe('Guard: 37 archives, limit 20');
  expect(seeWords(reasons)).toBe('See the 37');
  expect(readyWords({ code: 'heavy', state: 'met', reviewed: 5, total: 5 }, NOW)).toBe(
    'Heavy warnings reviewed 5 of 5',
  );
  const aliases = { code: 'aliases', state: 'unmet', aliases: 14, people: 9, hash: 'h' } as const;
  expect(readyWords({ ...aliases, known: true }, NOW)).toBe('14 aliases not acknowledged');
  expect(readyWords({ ...aliases, known: false, aliases: 0 }, NOW)).toContain('unknown');
  expect(readyWords({ code: 'test-mode', state: 'unmet', on: true }, NOW)).toBe('Test Mode is on');
});

test('An approval is named with who and when, and says when it has lapsed', () => {
  const approved = { who: 'Kim Lee', atMs: NOW, lapsesAtMs: NOW + 1 };
  const words = readyWords({ code: 'approved', state: 'met', approved, lapsed: false }, NOW);
  expect(words).toMatch(/^Approved by Kim Lee, /);
  expect(readyWords({ code: 'approved', state: 'unmet', approved, lapsed: true }, NOW)).toMatch(/: lapsed$/);
});

test('The limit counts down beside the time at which it ends', () => {
  const line = { code: 'limit', state: 'waiting', endsAtMs: NOW + 662_000, local: false } as const;
  expect(readyWords(line, NOW)).toMatch(/^Limit ends at .* \(11:02\)$/);
  expect(readyWords(line, NOW + 700_000)).toBe('No sync limit in the way');
});

test('The last question names the console and the number of each kind of change', () => {
  const none = { unchanged: 0, blocked: 0 };
  const counts = {
    users: { created: 12, changed: 40, archived: 3, restored: 1, excluded: 0, adopted: 0, ...none },
    groups: { created: 2, changed: 0, archived: 0, restored: 0, ...none },
    memberships: { created: 14, archived: 4, ...none },
  };
  const words = applyWords({ counts, tenantName: 'Contoso' });
  expect(words).toContain(
    '76 changes (56 people, 2 groups, 18 memberships) will be made on Contoso, exactly',
  );
  expect(words).toContain('Rows that changed since are left alone.');
});
