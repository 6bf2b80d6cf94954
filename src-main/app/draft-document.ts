import { DraftAddresses } from '../core/draft-addresses.ts';
import { DraftChecks, type LineFault, staysBehind } from '../core/draft-checks.ts';
import { DraftLines, type DraftOperation, type EditedLine, foldedOf, protects } from '../core/draft-lines.ts';
import {
  ExclusionEffect,
  effectSentence,
  lostSentence,
  type OtherProtection,
} from '../core/exclusion-effect.ts';
import type { DraftAct } from './draft-acts.ts';
import type { DraftPeople } from './draft-people.ts';
import type { DraftEffect, DraftState, EditDone } from './exclusion-desk.ts';
import type { DraftEntry, ListInForce, StoredDraft } from './ports/draft-store.ts';

const MOST_IDS = 1000;
/** Acts that can be undone; a paste of 100,000 lines is one. */
const MOST_UNDONE = 1000;

/** The part of a draft's state that the document knows by itself. */
export type DocumentState = Pick<
  DraftState,
  'lines' | 'protects' | 'unsavedEdits' | 'canUndo' | 'canRedo' | 'problems'
>;

/** One tenant's exclusions while they are edited: the lines, what they are an edit of, and what they would do. */
export class DraftDocument {
  readonly lines: DraftLines;
  readonly addresses = new DraftAddresses();
  readonly checks = new DraftChecks(this.addresses);
  #base: ListInForce;
  #baseById = new Map<number, EditedLine>();
  #baseProtects = new Set<string>();
  readonly #undo: (readonly DraftOperation[])[] = [];
  readonly #redo: (readonly DraftOperation[])[] = [];
  #people: DraftPeople | undefined;
  #effect: ExclusionEffect | undefined;
  /** Lines that stand in the list in force, too; and those of them that say the same. */
  #stand = 0;
  #same = 0;
  /** Whom the list in force protects and this document does not. */
  readonly #lost = new Set<string>();

  constructor(base: ListInForce, lines: readonly EditedLine[], entries: StoredDraft['entries']) {
    this.lines = new DraftLines(lines);
    this.lines.watch(this.addresses);
    this.lines.watch(this.checks);
    this.#base = base;
    const compare = {
      added: (line: EditedLine) => this.#compare(line, 1),
      removed: (line: EditedLine) => this.#compare(line, -1),
    };
    this.lines.watch(compare);
    this.addresses.listen((folded, isProtected) => {
      if (!this.#baseProtects.has(folded)) return;
      if (isProtected) this.#lost.delete(folded);
      else this.#lost.add(folded);
    });
    this.base = base;
    for (const entry of entries) this.#replay(entry);
  }

  get base(): ListInForce {
    return this.#base;
  }

  /** Another list is in force; the document stays as it is. */
  set base(base: ListInForce) {
    this.#base = base;
    this.#baseById = new Map(base.lines.map((line) => [line.id, line]));
    this.#baseProtects = new Set(base.lines.filter(protects).map(foldedOf));
    for (const { id } of base.lines) this.lines.skipIds(id);
    this.#stand = 0;
    this.#same = 0;
    for (const line of this.lines.order) this.#compare(line, 1);
    this.#lost.clear();
    for (const folded of this.#baseProtects) if (!this.addresses.isProtected(folded)) this.#lost.add(folded);
  }

  get people(): DraftPeople | undefined {
    return this.#people;
  }

  get effect(): ExclusionEffect | undefined {
    return this.#effect;
  }

  baseLine(id: number): EditedLine | undefined {
    return this.#baseById.get(id);
  }

  isProtectedInBase(folded: string): boolean {
    return this.#baseProtects.has(folded);
  }

  faultsOf(line: EditedLine): readonly LineFault[] {
    return this.checks.faultsOf(line);
  }

  /** Effects are measured by this report from now on. */
  measureBy(people: DraftPeople | undefined, others: OtherProtection): void {
    if (this.#effect) this.addresses.unlisten(this.#effect.onProtection);
    this.#people = people;
    this.checks.know(people && ((folded) => people.rowsOf.has(folded)));
    this.#effect = people && new ExclusionEffect(people.rows, people.rowsOf, others);
    if (this.#effect) this.addresses.listen(this.#effect.onProtection);
  }

  /** Gives the entry for the log; `undefined` where the act does nothing. */
  do(operations: readonly DraftOperation[]): DraftEntry | undefined {
    if (operations.length === 0) return undefined;
    this.#undo.push(this.#apply(operations));
    if (this.#undo.length > MOST_UNDONE) this.#undo.shift();
    this.#redo.length = 0;
    return { kind: 'do', operations };
  }

  undo(): DraftEntry | undefined {
    return this.#step('undo', this.#undo, this.#redo);
  }

  redo(): DraftEntry | undefined {
    return this.#step('redo', this.#redo, this.#undo);
  }

  /** The document becomes the list in force, with nothing to undo: nobody edited it. */
  restart(): void {
    this.lines.apply({ op: 'replace', lines: this.#base.lines });
    this.#undo.length = 0;
    this.#redo.length = 0;
  }

  /** Changes that are no act of the admin: a saved line in the form in which it was saved. */
  tidy(lines: readonly EditedLine[]): void {
    if (lines.length > 0) this.lines.apply({ op: 'set', lines });
  }

  state(): DocumentState {
    const gone = this.#baseById.size - this.#stand;
    return {
      lines: this.lines.order.length,
      protects: this.addresses.protects,
      unsavedEdits: this.lines.order.length - this.#same + gone,
      canUndo: this.#undo.length > 0,
      canRedo: this.#redo.length > 0,
      problems: this.checks.counts(),
    };
  }

  effectState(): DraftEffect | undefined {
    const effect = this.#effect;
    if (!effect || !this.#people) return undefined;
    const totals = effect.totals();
    let stillProtected = 0;
    for (const folded of this.#lost) {
      if (effect.rowOf(folded)?.becomes === 'Excluded') stillProtected++;
    }
    return {
      reportId: this.#people.reportId,
      fewer: totals.fewer,
      more: totals.more,
      membershipsFewer: totals.membershipsFewer,
      sentence: effectSentence(totals),
      lost: lostSentence(totals),
      stillProtected,
    };
  }

  /** The numbers of an act that is done (ux §7). */
  numbersOf(act: DraftAct): Omit<EditDone, 'state'> {
    const added = linesOf(act.operations, 'put');
    const changed = linesOf(act.operations, 'set');
    const deleted = act.operations.reduce((n, each) => n + (each.op === 'remove' ? each.ids.length : 0), 0);
    const touched = [...added, ...changed];
    let withProblems = 0;
    for (const { id } of touched) {
      const line = this.lines.find(id);
      if (line && this.faultsOf(line).length > 0) withProblems++;
    }
    return {
      given: act.given,
      added: added.length,
      changed: changed.length,
      deleted,
      alreadyThere: act.alreadyThere,
      withProblems,
      ids: touched.slice(0, MOST_IDS).map(({ id }) => id),
    };
  }

  #compare(line: EditedLine, by: 1 | -1): void {
    const base = this.#baseById.get(line.id);
    if (!base) return;
    this.#stand += by;
    if (isSame(base, line)) this.#same += by;
  }

  #apply(operations: readonly DraftOperation[]): readonly DraftOperation[] {
    return operations.map((operation) => this.lines.apply(operation)).reverse();
  }

  #step(
    kind: 'undo' | 'redo',
    from: (readonly DraftOperation[])[],
    to: (readonly DraftOperation[])[],
  ): DraftEntry | undefined {
    const operations = from.pop();
    if (!operations) return undefined;
    to.push(this.#apply(operations));
    return { kind, operations };
  }

  #replay({ kind, operations }: DraftEntry): void {
    const inverse = this.#apply(operations);
    if (kind === 'undo') {
      this.#undo.pop();
      this.#redo.push(inverse);
      return;
    }
    if (kind === 'redo') this.#redo.pop();
    else this.#redo.length = 0;
    this.#undo.push(inverse);
  }
}

export function isSame(a: Pick<EditedLine, 'email' | 'managed'>, b: Pick<EditedLine, 'email' | 'managed'>) {
  return a.email === b.email && a.managed === b.managed;
}

function linesOf(operations: readonly DraftOperation[], op: 'put' | 'set'): readonly EditedLine[] {
  return operations.flatMap((each) => (each.op === op ? each.lines : []));
}

/** The lines that can be saved, in the form in which they are; the others stay in the draft (ux §7). */
export function savable(document: DraftDocument): {
  readonly lines: readonly EditedLine[];
  readonly stay: number;
} {
  const lines: EditedLine[] = [];
  let stay = 0;
  for (const line of document.lines.order) {
    const held = document.faultsOf(line).filter(staysBehind);
    if (held.length > 0) stay++;
    // Whoever is protected now by a value that nobody can read stays protected: in doubt a line protects (R5).
    const keeps = held.length === 1 && held[0] === 'bad-value' && document.isProtectedInBase(foldedOf(line));
    if (held.length > 0 && !keeps) continue;
    lines.push({ id: line.id, email: line.email.trim(), managed: protects(line) ? 'false' : 'true' });
  }
  return { lines, stay };
}
