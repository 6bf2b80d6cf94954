import { describe, expect, it } from 'vitest';
import {
  checkAgainst,
  excludedAddresses,
  exclusionList,
  exclusionNotes,
} from '../../src-main/core/exclusion-list.ts';

/** Lines as `address managed`, numbered from 2, below the heading. */
function listOf(...lines: string[]) {
  return exclusionList(
    lines.map((text, i) => {
      const [address = '', managed = ''] = text.split('|');
      return { line: i + 2, address, managed };
    }),
  );
}
const protectedBy = (...lines: string[]) => [...excludedAddresses(listOf(...lines))];
const problemsOf = (...lines: string[]) =>
  listOf(...lines).problems.map(({ line, column, sentence }) => `${line} ${column}: ${sentence}`);

describe('R5: whom an exclusion list protects', () => {
  it('protects by false, in any case, and not by true', () => {
    expect(
      protectedBy('Ana@Contoso.example|FALSE', ' ben@contoso.example | false ', 'cat@contoso.example|true'),
    ).toEqual([
      ['ana@contoso.example', 2],
      ['ben@contoso.example', 3],
    ]);
    expect(problemsOf('Ana@Contoso.example|FALSE', 'cat@contoso.example|TRUE')).toEqual([]);
  });

  it('lets false win over true, whichever comes first', () => {
    expect(protectedBy('ana@contoso.example|true', 'ANA@contoso.example|false')).toEqual([
      ['ana@contoso.example', 3],
    ]);
    expect(protectedBy('ana@contoso.example|false', 'ana@contoso.example|true')).toEqual([
      ['ana@contoso.example', 2],
    ]);
    expect(problemsOf('ana@contoso.example|true', 'ana@contoso.example|false')).toEqual([
      '3 Provisioning Managed: ana@contoso.example is false here and true in line 2; false wins, so this person is protected.',
    ]);
  });

  it('protects in doubt, and says so', () => {
    expect(protectedBy('ana@contoso.example|flase', 'ben@contoso.example|', 'cat@contoso.example|0')).toEqual(
      [
        ['ana@contoso.example', 2],
        ['ben@contoso.example', 3],
        ['cat@contoso.example', 4],
      ],
    );
    expect(problemsOf('ana@contoso.example|flase', 'ben@contoso.example|')).toEqual([
      '2 Provisioning Managed: “flase” is neither true nor false. It was read as false, so this person is protected.',
      '3 Provisioning Managed: The cell is empty. It was read as false, so this person is protected.',
    ]);
  });

  it('protects one person written in two Unicode forms only once', () => {
    expect(protectedBy('Jürgen@contoso.example|false', 'ju\u0308rgen@contoso.example|false')).toEqual([
      ['jürgen@contoso.example', 2],
    ]);
  });
});

describe('what is wrong with a list', () => {
  it('names bad addresses, duplicates and empty lines by line and column', () => {
    expect(
      problemsOf(
        'ana@contoso.example|false',
        'ana.contoso.example|false',
        'ANA@contoso.example|false',
        '|false',
        `${'x'.repeat(70)}@contoso.example|false`,
      ),
    ).toEqual([
      '3 Email: “ana.contoso.example” is no e-mail address.',
      '4 Email: ANA@contoso.example already stands in line 2.',
      '5 Email: No e-mail address, so this line protects nobody.',
      `6 Email: “${'x'.repeat(70)}@contoso.e…” is too long for an e-mail address.`,
    ]);
  });

  it('names people whom nobody knows, with the one who may be meant', () => {
    const people = ['ana@contoso.example', 'anna@contoso.example', 'ben@contoso.example'];
    const list = listOf(
      'ana@contoso.example|false',
      'ben@contoso.exmaple|false',
      'anx@contoso.example|true',
      'zoe@contoso.example|false',
      'no address|false',
    );
    const problems = checkAgainst(
      list,
      (folded) => people.includes(folded),
      () => people,
    );
    expect(problems.map(({ line, kind, sentence }) => `${line} ${kind}: ${sentence}`)).toEqual([
      '3 unknown-person: Nobody in the directory or on the console has the address ben@contoso.exmaple. Did you mean ben@contoso.example?',
      '4 unknown-person: Nobody in the directory or on the console has the address anx@contoso.example. Did you mean ana@contoso.example?',
      '5 unknown-person: Nobody in the directory or on the console has the address zoe@contoso.example.',
    ]);
  });

  it('tells a report of the first lines that protect nobody or were in doubt, and of how many more', () => {
    const one = listOf('nobody|false', 'ana@contoso.example|maybe', 'ana@contoso.example|maybe');
    expect(exclusionNotes('vip.csv', one)).toEqual([
      'vip.csv line 2: “nobody” is no e-mail address.',
      'vip.csv line 3: “maybe” is neither true nor false. It was read as false, so this person is protected.',
      'vip.csv line 4: “maybe” is neither true nor false. It was read as false, so this person is protected.',
    ]);
    const many = listOf('a|false', 'b|false', 'c|false', 'd|false');
    expect(exclusionNotes('vip.csv', many).at(-1)).toBe('vip.csv: 1 more line with such a problem.');
    expect(exclusionNotes('vip.csv', listOf('ana@contoso.example|false'))).toEqual([]);
  });

  it('looks at a bounded number of candidates only', () => {
    let looked = 0;
    function* endless() {
      for (;;) {
        looked++;
        yield 'x@contoso.example';
      }
    }
    checkAgainst(listOf('ana@contoso.example|false'), () => false, endless);
    expect(looked).toBeLessThanOrEqual(1001);
  });
});
