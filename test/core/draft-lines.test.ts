import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actOf } from '../../src-main/app/draft-acts.ts';
import { DraftDocument } from '../../src-main/app/draft-document.ts';
import type { DraftCommand } from '../../src-main/app/exclusion-desk.ts';
import type { DraftEntry } from '../../src-main/app/ports/draft-store.ts';
import type { EditedLine } from '../../src-main/core/draft-lines.ts';
import { propertyRuns } from '../long/cases.ts';

const email = fc.constantFrom(
  'ana@x.example',
  'ANA@x.example ',
  'ben@x.example',
  'dan@x.example',
  'nobody',
  '',
);
const managed = fc.constantFrom('false', 'true', '', 'flase', 'FALSE');
const line = fc.record({ email, managed });
const id = fc.integer({ min: 1, max: 12 });

const command: fc.Arbitrary<DraftCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    cells: fc.array(
      fc.oneof(
        fc.record({ id, column: fc.constant('email' as const), text: email }),
        fc.record({ id, column: fc.constant('managed' as const), text: managed }),
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({ kind: fc.constant('add' as const), lines: fc.array(line, { maxLength: 4 }), after: id }),
  fc.record({ kind: fc.constant('delete' as const), ids: fc.array(id, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('paste' as const),
    text: fc
      .array(line, { maxLength: 4 })
      .map((lines) => lines.map((each) => `${each.email}\t${each.managed}`).join('\r\n')),
    at: fc.record({ id, column: fc.constantFrom('email' as const, 'managed' as const) }),
  }),
);
const step = fc.oneof({ weight: 3, arbitrary: command }, fc.constantFrom('undo' as const, 'redo' as const));

const baseOf = (lines: readonly { email: string; managed: string }[]) => ({
  lines: lines.map((each, i) => ({ id: i + 1, ...each })),
  mark: 'x',
  readAtMs: 0,
  notes: [],
});

function played(document: DraftDocument, steps: readonly (DraftCommand | 'undo' | 'redo')[]) {
  const log: DraftEntry[] = [];
  for (const each of steps) {
    const entry =
      each === 'undo'
        ? document.undo()
        : each === 'redo'
          ? document.redo()
          : document.do(actOf(each, document).operations);
    // What is on disk is text.
    if (entry) log.push(JSON.parse(JSON.stringify(entry)) as DraftEntry);
  }
  return log;
}

const texts = (lines: readonly EditedLine[]) =>
  lines.map((each) => `${each.id} ${each.email} ${each.managed}`);

/** The state by counting every line anew. */
function countedAnew(document: DraftDocument) {
  const fresh = new DraftDocument(document.base, document.lines.order, []);
  const { canUndo: _undo, canRedo: _redo, ...state } = fresh.state();
  return state;
}

describe('the document of the exclusions editor (ux §7)', () => {
  const base = fc.array(line, { maxLength: 8 }).map(baseOf);

  it('is as it was when every act is undone, and as it became when all are done again', () => {
    fc.assert(
      fc.property(base, fc.array(command, { maxLength: 8 }), (list, commands) => {
        const document = new DraftDocument(list, list.lines, []);
        const before = texts(document.lines.order);
        played(document, commands);
        const after = texts(document.lines.order);
        while (document.undo());
        expect(texts(document.lines.order)).toEqual(before);
        expect(document.state().unsavedEdits).toBe(0);
        while (document.redo());
        expect(texts(document.lines.order)).toEqual(after);
      }),
      propertyRuns,
    );
  });

  it('comes back from its log as it was, with what can be undone and redone', () => {
    fc.assert(
      fc.property(
        base,
        fc.array(step, { maxLength: 12 }),
        fc.array(step, { maxLength: 6 }),
        (list, steps, more) => {
          const first = new DraftDocument(list, list.lines, []);
          const log = played(first, steps);
          const back = new DraftDocument(list, list.lines, log);
          expect(texts(back.lines.order)).toEqual(texts(first.lines.order));
          expect(back.state()).toEqual(first.state());
          played(first, more);
          played(back, more);
          expect(texts(back.lines.order)).toEqual(texts(first.lines.order));
          expect(back.state()).toEqual(first.state());
        },
      ),
      propertyRuns,
    );
  });

  it('counts edits, protections and problems line by line as if it counted all of them', () => {
    fc.assert(
      fc.property(base, fc.array(step, { maxLength: 12 }), (list, steps) => {
        const document = new DraftDocument(list, list.lines, []);
        played(document, steps);
        const { canUndo: _undo, canRedo: _redo, ...state } = document.state();
        expect(state).toEqual(countedAnew(document));
        const faulty = document.lines.order.filter((each) => document.faultsOf(each).length > 0);
        expect(state.problems.lines).toBe(faulty.length);
      }),
      propertyRuns,
    );
  });

  it('gives no two lines one id', () => {
    fc.assert(
      fc.property(base, fc.array(step, { maxLength: 12 }), (list, steps) => {
        const document = new DraftDocument(list, list.lines, []);
        played(document, steps);
        const ids = document.lines.order.map((each) => each.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      propertyRuns,
    );
  });
});

describe('adding and pasting (ux §7)', () => {
  const document = () => {
    const list = baseOf([
      { email: 'ana@x.example', managed: 'true' },
      { email: 'ben@x.example', managed: 'false' },
    ]);
    return new DraftDocument(list, list.lines, []);
  };
  const done = (given: DraftDocument, each: DraftCommand) => {
    played(given, [each]);
    return given.lines.order.map((l) => `${l.email} ${l.managed}`);
  };

  it('protects whoever stands there unprotected, and lifts nobody’s protection (R5)', () => {
    const lines = [
      { email: 'ANA@x.example', managed: 'false' },
      { email: 'ben@x.example', managed: 'true' },
      { email: 'new@x.example' },
      { email: 'New@x.example' },
    ];
    expect(done(document(), { kind: 'add', lines })).toEqual([
      'ana@x.example false',
      'ben@x.example false',
      'new@x.example false',
    ]);
  });

  it('puts new lines behind the one that was named', () => {
    expect(done(document(), { kind: 'add', lines: [{ email: 'new@x.example' }], after: 1 })).toEqual([
      'ana@x.example true',
      'new@x.example false',
      'ben@x.example false',
    ]);
  });

  it('lays a block over the lines from a cell down, and adds what goes past the end', () => {
    const text = 'one@x.example\tfalse\r\n"two@x.example"\ttrue\r\n';
    expect(done(document(), { kind: 'paste', text, at: { id: 2, column: 'email' } })).toEqual([
      'ana@x.example true',
      'one@x.example false',
      'two@x.example true',
    ]);
    expect(
      done(document(), { kind: 'paste', text: 'false\nfalse\nfalse', at: { id: 1, column: 'managed' } }),
    ).toEqual(['ana@x.example false', 'ben@x.example false']);
  });
});
