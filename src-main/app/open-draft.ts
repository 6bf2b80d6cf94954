import { type EditedLine, foldedOf, protects } from '../core/draft-lines.ts';
import type { OtherProtection } from '../core/exclusion-effect.ts';
import type { ExclusionRow } from '../core/exclusion-list.ts';
import type { Failure } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import type { DraftDocument } from './draft-document.ts';
import type { DraftPages } from './draft-pages.ts';
import type { DraftState } from './exclusion-desk.ts';
import type { ListInForce } from './ports/draft-store.ts';

/** A list as it was just read; its cells as they stand. */
export interface ReadList {
  readonly rows: readonly Pick<ExclusionRow, 'address' | 'managed'>[];
  readonly mark: string;
  readonly notes: readonly string[];
}

/** One tenant's draft while it is open, with what is known around it. */
export interface OpenDraft {
  readonly tenantId: string;
  readonly where: 'console' | 'file';
  readonly file: string | undefined;
  readonly document: DraftDocument;
  readonly pages: DraftPages;
  othersProtect: readonly string[];
  /** Whether the log on disk was begun. */
  kept: boolean;
  back: DraftState['back'];
  theirs: (ListInForce & { readonly differs: number }) | undefined;
  offline: Failure | undefined;
  reading: 'no report' | 'being read' | 'read';
  /** The report that was asked for last; an answer about another one comes too late. */
  wanted: string | undefined;
  saving: { readonly lines: readonly EditedLine[] } | undefined;
}

/** The list in force as lines of a document; `firstId` and the following ones become theirs. */
export function listInForce(
  { rows, mark, notes }: ReadList,
  { firstId, readAtMs }: { readonly firstId: number; readonly readAtMs: number },
): ListInForce {
  let empty = 0;
  const lines = rows.map(({ address, managed }, i) => {
    // Every sync has read an empty cell as `false`; shown as empty, it would read as "not protected" (ux §7).
    const isEmpty = managed.trim() === '';
    if (isEmpty) empty++;
    return { id: firstId + i, email: address, managed: isEmpty ? 'false' : managed };
  });
  const read =
    empty === 0
      ? []
      : [`${countOf(empty, 'line has', 'lines have')} no value and protects, as every sync reads it.`];
  return { lines, mark, readAtMs, notes: [...notes, ...read] };
}

/** Lines that stand in the document too get its ids, so that they count as unchanged. */
export function withIdsOf(document: DraftDocument, list: ListInForce): ListInForce {
  const taken = new Set<number>();
  const lines = list.lines.map((line) => {
    const same = [...(document.addresses.linesOf(foldedOf(line)) ?? [])].find((id) => !taken.has(id));
    if (same === undefined) return line;
    taken.add(same);
    return { ...line, id: same };
  });
  return { ...list, lines };
}

/** Whether a line says what was saved of it, and only looks otherwise: outer spaces, capitals, an empty cell. */
export function saysWhatWasSaved(now: EditedLine, saved: EditedLine): boolean {
  return (
    foldedOf(now) === foldedOf(saved) &&
    protects(now) === protects(saved) &&
    /^(true|false|)$/i.test(now.managed.trim())
  );
}

/** Who protects beside the draft: the other list, and on a console without a list of its own its flags (R5). */
export function othersOf({ where, othersProtect }: OpenDraft): OtherProtection {
  return { addresses: othersProtect, flags: where === 'console' ? 'follow' : 'stay' };
}

/** The state as the window sees it. */
export function stateOf(draft: OpenDraft): DraftState {
  const { document, theirs, offline, back, file } = draft;
  return {
    tenantId: draft.tenantId,
    where: draft.where,
    ...(file === undefined ? {} : { file }),
    ...document.state(),
    ...(back ? { back } : {}),
    ...(theirs
      ? { theirs: { seenAtMs: theirs.readAtMs, lines: theirs.lines.length, differs: theirs.differs } }
      : {}),
    ...(offline ? { offline: { sentence: offline.sentence, next: offline.next } } : {}),
    readAtMs: document.base.readAtMs,
    notes: document.base.notes,
    effect: document.effectState() ?? (draft.reading === 'read' ? 'no report' : draft.reading),
  };
}
