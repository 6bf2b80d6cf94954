import type { DraftAddresses } from '../core/draft-addresses.ts';
import { type DraftLines, type DraftOperation, type EditedLine, protects } from '../core/draft-lines.ts';
import { fold } from '../core/fold.ts';
import type { DraftColumn, DraftCommand } from './exclusion-desk.ts';

/** What a command comes to: operations, and the numbers that are said of it (ux §7). */
export interface DraftAct {
  readonly operations: readonly DraftOperation[];
  readonly given: number;
  readonly alreadyThere: number;
}

interface Document {
  readonly lines: DraftLines;
  readonly addresses: DraftAddresses;
}

interface NewLine {
  readonly email: string;
  readonly managed?: string;
}

const NEW_LINE = 'false';

/** A command as operations on the lines; nothing is changed yet. */
export function actOf(command: DraftCommand, document: Document): DraftAct {
  switch (command.kind) {
    case 'set': {
      const lines = new Map<number, EditedLine>();
      for (const { id, column, text } of command.cells) {
        const line = lines.get(id) ?? document.lines.find(id);
        if (line) lines.set(id, { ...line, [column]: text });
      }
      return { operations: setOf([...lines.values()]), given: command.cells.length, alreadyThere: 0 };
    }
    case 'add':
      return addLines(command.lines, command.after, document);
    case 'paste':
      return command.at === undefined
        ? addLines(pastedLines(command.text), undefined, document)
        : fillDown(command.text, command.at, document);
    case 'delete': {
      const ids = command.ids.filter((id) => document.lines.find(id) !== undefined);
      return {
        operations: ids.length === 0 ? [] : [{ op: 'remove', ids }],
        given: command.ids.length,
        alreadyThere: 0,
      };
    }
  }
}

/**
 * Adds whoever does not stand there yet. Somebody who stands there unprotected becomes protected where the new line
 * protects; a new line that does not protect lifts nobody's protection (R5).
 */
export function addLines(
  given: readonly NewLine[],
  after: number | undefined,
  { lines, addresses }: Document,
): DraftAct {
  const known = new Map<string, { protected: boolean }>();
  const changed: EditedLine[] = [];
  const added: (EditedLine & { readonly at: number })[] = [];
  const place = after === undefined ? 0 : lines.numberOf(after);
  let at = place === 0 ? lines.order.length : place;
  let nextId = lines.nextId;
  let count = 0;
  let alreadyThere = 0;
  for (const { email: typed, managed: value } of given) {
    const email = typed.trim();
    const managed = value ?? NEW_LINE;
    if (email === '' && (value ?? '').trim() === '') continue;
    count++;
    const folded = fold(email);
    const [standing] = folded === '' ? [] : (addresses.linesOf(folded) ?? []);
    const before =
      known.get(folded) ??
      (standing === undefined ? undefined : { protected: addresses.isProtected(folded) });
    if (before !== undefined && (before.protected || !protects({ managed }) || standing === undefined)) {
      alreadyThere++;
    } else if (before !== undefined && standing !== undefined) {
      changed.push({ id: standing, email: lines.find(standing)?.email ?? email, managed });
    } else {
      added.push({ id: nextId++, email, managed, at: at++ });
    }
    if (folded !== '') known.set(folded, { protected: before?.protected === true || protects({ managed }) });
  }
  const put: readonly DraftOperation[] = added.length === 0 ? [] : [{ op: 'put', lines: added }];
  return { operations: [...setOf(changed), ...put], given: count, alreadyThere };
}

/** Lays a block over the lines from a cell downwards, as a spreadsheet does; what goes past the end is added. */
function fillDown(
  text: string,
  at: { readonly id: number; readonly column: DraftColumn },
  { lines }: Document,
): DraftAct {
  const cells = cellsOf(text);
  const start = lines.numberOf(at.id) - 1;
  if (start < 0) return { operations: [], given: cells.length, alreadyThere: 0 };
  const changed: EditedLine[] = [];
  const added: (EditedLine & { readonly at: number })[] = [];
  let nextId = lines.nextId;
  for (const [i, [first = '', second]] of cells.entries()) {
    const line = lines.order[start + i];
    if (line === undefined) {
      if (at.column !== 'email' || first.trim() === '') continue;
      added.push({ id: nextId++, email: first.trim(), managed: second ?? NEW_LINE, at: start + i });
    } else if (at.column === 'managed') changed.push({ ...line, managed: first.trim() });
    else changed.push({ ...line, email: first.trim(), ...(second === undefined ? {} : { managed: second }) });
  }
  const put: readonly DraftOperation[] = added.length === 0 ? [] : [{ op: 'put', lines: added }];
  return { operations: [...setOf(changed), ...put], given: cells.length, alreadyThere: 0 };
}

function setOf(lines: readonly EditedLine[]): readonly DraftOperation[] {
  return lines.length === 0 ? [] : [{ op: 'set', lines }];
}

function pastedLines(text: string): readonly NewLine[] {
  const rows = cellsOf(text);
  const heading = fold(rows[0]?.[0] ?? '') === 'email' ? 1 : 0;
  return rows.slice(heading).map(([email = '', managed]) => ({
    email,
    ...(managed === undefined || managed === '' ? {} : { managed }),
  }));
}

/** Rows and cells as a spreadsheet puts them on the clipboard. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  return rows.map((row) => row.split('\t').map(unquoted));
}

function unquoted(cell: string): string {
  const quoted = /^"(.*)"$/.exec(cell);
  return (quoted?.[1]?.replaceAll('""', '"') ?? cell).trim();
}
