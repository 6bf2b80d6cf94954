import { type EditedLine, foldedOf } from '../core/draft-lines.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { isOfFullSync } from '../core/report.ts';
import { actOf, addLines, type DraftAct } from './draft-acts.ts';
import { DraftDocument, isSame, savable } from './draft-document.ts';
import { DraftPages, differencesOf, pageOf } from './draft-pages.ts';
import { type DraftPeople, readDraftPeople } from './draft-people.ts';
import type {
  DifferencePage,
  DraftCommand,
  DraftState,
  EditDone,
  LinePage,
  LineQuery,
} from './exclusion-desk.ts';
import {
  listInForce,
  type OpenDraft,
  othersOf,
  type ReadList,
  saysWhatWasSaved,
  stateOf,
  withIdsOf,
} from './open-draft.ts';
import type { DraftEntry, DraftStore, ListInForce } from './ports/draft-store.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';

export interface DraftRoomParts {
  readonly drafts: DraftStore;
  readonly reports: ReportStore;
  readonly snapshots: SnapshotStore;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  /** A draft changed by itself. */
  readonly onChanged: (tenantId: string) => void;
}

export interface OpenDraftInput {
  readonly tenantId: string;
  readonly where: 'console' | 'file';
  readonly file: string | undefined;
  /** Folded addresses that another list of the tenant protects, which this draft does not touch (R5). */
  readonly othersProtect: readonly string[];
  readonly list: Result<ReadList>;
}

/**
 * The open drafts, on the desk's own thread: every act is quick, is kept before it is answered, and is undone as one
 * (ux §7). Lists are read and written by others; the room is told what they read.
 */
export class DraftRoom {
  readonly #parts: DraftRoomParts;
  readonly #open = new Map<string, OpenDraft>();

  constructor(parts: DraftRoomParts) {
    this.#parts = parts;
  }

  /** Lays the kept edits over the list in force; of a draft that is open already it looks whether that list changed. */
  open(input: OpenDraftInput): Result<DraftState> {
    const { tenantId, where, file } = input;
    const already = this.#open.get(tenantId);
    if (already && already.where === where && already.file === file) {
      already.othersProtect = input.othersProtect;
      already.document.measureBy(already.document.people, othersOf(already));
      return this.look(tenantId, input.list);
    }
    const stored = this.#parts.drafts.open(tenantId);
    const fits = stored !== undefined && stored.where === where && stored.file === file;
    if (!fits && !input.list.ok) return input.list;
    const base = stored?.base ?? this.#listOf(input.list, 1);
    const document = new DraftDocument(base, stored?.lines ?? base.lines, stored?.entries ?? []);
    const draft: OpenDraft = {
      tenantId,
      where,
      file,
      document,
      pages: new DraftPages(document),
      othersProtect: input.othersProtect,
      kept: stored !== undefined,
      back: undefined,
      theirs: undefined,
      offline: undefined,
      reading: 'no report',
      wanted: undefined,
      saving: undefined,
    };
    this.#open.set(tenantId, draft);
    // The tenant's list is another one now: the edits of the old one are laid over it.
    if (stored && !fits) this.#rebase(draft, this.#listOf(input.list, document.lines.nextId));
    const edits = document.state().unsavedEdits;
    if (stored && edits > 0) draft.back = { edits, atMs: stored.atMs };
    else if (stored) this.#forget(draft);
    const looked = this.look(tenantId, input.list);
    this.#measure(draft, undefined);
    return looked.ok ? this.state(tenantId) : looked;
  }

  state(tenantId: string): Result<DraftState> {
    return this.#with(tenantId, (draft) => succeed(stateOf(draft)));
  }

  /** Of a draft that was not opened since the start, as its log on disk has them. */
  unsavedEdits(tenantId: string): number {
    const open = this.#open.get(tenantId);
    if (open) return open.document.state().unsavedEdits;
    const stored = this.#parts.drafts.open(tenantId);
    if (!stored) return 0;
    return new DraftDocument(stored.base, stored.lines, stored.entries).state().unsavedEdits;
  }

  lines(tenantId: string, query: LineQuery): Result<LinePage> {
    return this.#with(tenantId, ({ pages }) =>
      succeed(
        pages.page(query, (reportId) => {
          const opened = this.#parts.reports.open(reportId);
          return opened.ok ? opened.value : undefined;
        }),
      ),
    );
  }

  edit(tenantId: string, command: DraftCommand): Result<EditDone> {
    return this.#with(tenantId, (draft) => this.#act(draft, actOf(command, draft.document)));
  }

  addRows(tenantId: string, rows: ReadList['rows']): Result<EditDone> {
    const given = rows.map(({ address, managed }) => ({ email: address, managed }));
    return this.#with(tenantId, (draft) => this.#act(draft, addLines(given, undefined, draft.document)));
  }

  step(tenantId: string, kind: 'undo' | 'redo'): Result<EditDone> {
    return this.#with(tenantId, (draft) => {
      const begun = this.#begun(draft);
      const entry = kind === 'undo' ? draft.document.undo() : draft.document.redo();
      this.#keep(draft, entry, begun);
      const act = { operations: entry?.operations ?? [], given: 0, alreadyThere: 0 };
      return succeed({ state: stateOf(draft), ...draft.document.numbersOf(act) });
    });
  }

  measureBy(tenantId: string, reportId: string | undefined): Result<DraftState> {
    return this.#with(tenantId, (draft) => {
      this.#measure(draft, reportId);
      return succeed(stateOf(draft));
    });
  }

  /** What was read of the list in force now. */
  look(tenantId: string, list: Result<ReadList>): Result<DraftState> {
    return this.#with(tenantId, (draft) => {
      draft.offline = list.ok ? undefined : list.failure;
      if (list.ok) this.#compare(draft, list.value);
      return succeed(stateOf(draft));
    });
  }

  differences(
    tenantId: string,
    page: { readonly offset: number; readonly limit: number },
  ): Result<DifferencePage> {
    return this.#with(tenantId, ({ theirs, document }) =>
      theirs ? succeed(pageOf(differencesOf(document.lines.order, theirs), page)) : fail(nothingOfTheirs()),
    );
  }

  keepMine(tenantId: string): Result<DraftState> {
    return this.#with(tenantId, (draft) => {
      if (!draft.theirs) return fail(nothingOfTheirs());
      this.#rebase(draft, draft.theirs);
      return succeed(stateOf(draft));
    });
  }

  takeTheirs(tenantId: string): Result<DraftState> {
    return this.#with(tenantId, (draft) => {
      if (!draft.theirs) return fail(nothingOfTheirs());
      this.#rebase(draft, draft.theirs);
      return this.#returnToBase(draft);
    });
  }

  discard(tenantId: string): Result<DraftState> {
    return this.#with(tenantId, (draft) => this.#returnToBase(draft));
  }

  /** The lines to save, and the mark of the list that they replace. `saved` tells that it was done. */
  toSave(tenantId: string): Result<{
    readonly lines: readonly EditedLine[];
    readonly stay: number;
    readonly mark: string;
    readonly protects: number;
  }> {
    return this.#with(tenantId, (draft) => {
      const { lines, stay } = savable(draft.document);
      draft.saving = { lines };
      const protectedOnes = new Set(lines.filter(({ managed }) => managed === 'false').map(foldedOf));
      return succeed({ lines, stay, mark: draft.document.base.mark, protects: protectedOnes.size });
    });
  }

  /** The list in force is what `toSave` gave; edits made since then stay edits. */
  saved(tenantId: string, mark: string): Result<DraftState> {
    return this.#with(tenantId, (draft) => {
      const { document, saving } = draft;
      if (!saving) return succeed(stateOf(draft));
      draft.saving = undefined;
      document.base = { lines: saving.lines, mark, readAtMs: this.#parts.now(), notes: [] };
      // A saved line stands as it was saved: without outer spaces, `false` in small letters.
      const tidied = saving.lines.filter((line) => {
        const now = document.lines.find(line.id);
        return now !== undefined && !isSame(now, line) && saysWhatWasSaved(now, line);
      });
      document.tidy(tidied);
      draft.theirs = undefined;
      draft.back = undefined;
      if (document.state().unsavedEdits > 0) this.#begin(draft);
      else this.#forget(draft);
      return succeed(stateOf(draft));
    });
  }

  exportLines(tenantId: string): Result<{ readonly lines: readonly EditedLine[]; readonly leftOut: number }> {
    return this.#with(tenantId, ({ document }) => {
      const { lines } = savable(document);
      return succeed({ lines, leftOut: document.lines.order.length - lines.length });
    });
  }

  /** The tenant is gone, and its edits with it. */
  forget(tenantId: string): void {
    this.#open.delete(tenantId);
    this.#parts.drafts.remove(tenantId);
  }

  close(): void {
    this.#open.clear();
    this.#parts.drafts.close();
  }

  #with<T>(tenantId: string, act: (draft: OpenDraft) => Result<T>): Result<T> {
    const draft = this.#open.get(tenantId);
    return draft ? act(draft) : fail(notOpen());
  }

  #act(draft: OpenDraft, act: DraftAct): Result<EditDone> {
    const begun = this.#begun(draft);
    this.#keep(draft, draft.document.do(act.operations), begun);
    return succeed({ state: stateOf(draft), ...draft.document.numbersOf(act) });
  }

  /** The log begins with the document as it was before the act. */
  #begun(draft: OpenDraft): 'before' | 'now' {
    if (draft.kept) return 'before';
    this.#begin(draft);
    return 'now';
  }

  #keep(draft: OpenDraft, entry: DraftEntry | undefined, begun: 'before' | 'now'): void {
    if (entry) {
      try {
        this.#parts.drafts.append(draft.tenantId, entry);
      } catch (error) {
        // What is not on the disk is not shown as done either: whoever tries again would do it twice.
        if (entry.kind === 'undo') draft.document.redo();
        else draft.document.undo();
        throw error;
      }
      draft.back = undefined;
    } else if (begun === 'now') this.#forget(draft);
  }

  #begin(draft: OpenDraft): void {
    const { tenantId, where, file, document } = draft;
    this.#parts.drafts.begin(tenantId, { where, file, base: document.base, lines: document.lines.order });
    draft.kept = true;
  }

  #forget(draft: OpenDraft): void {
    this.#parts.drafts.remove(draft.tenantId);
    draft.kept = false;
  }

  #returnToBase(draft: OpenDraft): Result<DraftState> {
    const { document } = draft;
    const begun = this.#begun(draft);
    const isThere = document.state().unsavedEdits === 0;
    const entry = isThere ? undefined : document.do([{ op: 'replace', lines: document.base.lines }]);
    this.#keep(draft, entry, begun);
    draft.back = undefined;
    return succeed(stateOf(draft));
  }

  #compare(draft: OpenDraft, list: ReadList): void {
    const { document } = draft;
    const { base } = document;
    if (list.mark === base.mark) {
      draft.theirs = undefined;
      return;
    }
    const now = this.#listOf(succeed(list), document.lines.nextId);
    // Lines that are added while the two are compared get other ids.
    document.lines.skipIds(document.lines.nextId + now.lines.length);
    const differs = differencesOf(base.lines, now).length;
    // Saved anew without another word in it, or nothing of mine is at stake: theirs is simply the list in force.
    const isMine = document.state().unsavedEdits > 0;
    if (differs === 0 || !isMine) {
      this.#rebase(draft, now);
      if (!isMine) document.restart();
      return;
    }
    draft.theirs = { ...now, differs: differencesOf(document.lines.order, now).length };
  }

  #rebase(draft: OpenDraft, list: ListInForce): void {
    draft.document.base = withIdsOf(draft.document, list);
    draft.theirs = undefined;
    if (draft.kept) this.#begin(draft);
  }

  #listOf(list: Result<ReadList>, firstId: number): ListInForce {
    if (!list.ok) throw new Error('a draft begins with a list that was read');
    return listInForce(list.value, { firstId, readAtMs: this.#parts.now() });
  }

  #measure(draft: OpenDraft, reportId: string | undefined): void {
    const { reports, snapshots, pause, onChanged } = this.#parts;
    const newest = () => reports.list(draft.tenantId).find(isOfFullSync);
    const wanted = reportId ?? newest()?.reportId;
    if (wanted !== undefined && wanted === draft.wanted && draft.reading === 'read') {
      draft.document.measureBy(draft.document.people, othersOf(draft));
      return;
    }
    draft.wanted = wanted;
    draft.document.measureBy(undefined, othersOf(draft));
    draft.reading = wanted === undefined ? 'no report' : 'being read';
    if (wanted === undefined) return;
    const isWanted = () => this.#open.get(draft.tenantId) === draft && draft.wanted === wanted;
    const done = (people: Result<DraftPeople> | 'not wanted') => {
      if (people === 'not wanted' || !isWanted()) return;
      draft.reading = people.ok ? 'read' : 'no report';
      if (people.ok) draft.document.measureBy(people.value, othersOf(draft));
      onChanged(draft.tenantId);
    };
    void readDraftPeople(wanted, { reports, snapshots, pause, isWanted }).then(done);
  }
}

function notOpen(): Failure {
  return {
    code: 'not-found',
    sentence: 'The exclusions of this tenant are not open.',
    next: 'Open the Exclusions screen.',
  };
}

function nothingOfTheirs(): Failure {
  return {
    code: 'not-found',
    sentence: 'Nobody else has changed this list.',
    next: 'Go on editing.',
  };
}
