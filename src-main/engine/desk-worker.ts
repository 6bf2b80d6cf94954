import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { readExclusionLines } from '../adapters/csv-files/read-exclusions.ts';
import { exclusionsAsCsv, writeExclusions } from '../adapters/csv-files/write-exclusions.ts';
import { failureOf } from '../adapters/store/store-error.ts';
import { DraftRoom } from '../app/draft-room.ts';
import { othersProtect, readFileList, readListOf } from '../compose/desk-lists.ts';
import { openDeskTools } from '../compose/desk-tools.ts';
import type { EditedLine } from '../core/draft-lines.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { speakNumbersOf } from '../core/number-words.ts';
import type { DeskMessage, DeskQuestion, DeskSpec } from './desk-message.ts';
import { FileWatch } from './file-watch.ts';

/** The thread of the exclusions editor: however long a list is, the window's process never waits for it. */
const port = parentPort;
if (!port) throw new Error('the desk’s thread is started by desk-thread.ts');

const spec = workerData as DeskSpec;
if (spec.locale !== undefined) speakNumbersOf(spec.locale);
const tell = (message: DeskMessage) => port.postMessage(message);
const onChanged = (tenantId: string) => tell({ kind: 'changed', tenantId });
const room = new DraftRoom({
  ...openDeskTools(spec),
  pause: () => nextTurn(),
  onChanged,
});
/** One after the other: an edit that waits for a file must not be overtaken by the next. */
let last: Promise<void> = Promise.resolve();
function inTurn(act: () => Promise<void>): Promise<void> {
  last = last.then(act);
  return last;
}

const watches = new FileWatch((tenantId, file) =>
  inTurn(async () => {
    const before = room.state(tenantId);
    const now = room.look(tenantId, await readFileList(file));
    if (before.ok && now.ok && !isDeepStrictEqual(before.value, now.value)) onChanged(tenantId);
  }),
);

async function answer({ name, input }: DeskQuestion): Promise<Result<unknown>> {
  switch (name) {
    case 'open': {
      const { tenantId, where, file } = input;
      const list = await readListOf(input);
      const others = await othersProtect(input.besideFile);
      if (where === 'file' && file !== undefined) watches.watch(tenantId, file);
      else watches.stop(tenantId);
      return room.open({ tenantId, where, file, othersProtect: others, list });
    }
    case 'look':
      return room.look(input.tenantId, await readListOf(input));
    case 'state':
      return room.state(input.tenantId);
    case 'unsaved':
      return succeed(room.unsavedEdits(input.tenantId));
    case 'lines':
      return room.lines(input.tenantId, input.query);
    case 'edit':
      return room.edit(input.tenantId, input.command);
    case 'importCsv': {
      const read = await readExclusionLines(input.file);
      return read.ok ? room.addRows(input.tenantId, read.value.rows) : read;
    }
    case 'step':
      return room.step(input.tenantId, input.kind);
    case 'measureBy':
      return room.measureBy(input.tenantId, input.reportId);
    case 'differences':
      return room.differences(input.tenantId, input.page);
    case 'keepMine':
      return room.keepMine(input.tenantId);
    case 'takeTheirs':
      return room.takeTheirs(input.tenantId);
    case 'discard':
      return room.discard(input.tenantId);
    case 'csvToSave': {
      const given = room.toSave(input.tenantId);
      if (!given.ok) return given;
      const { lines, stay, mark, protects } = given.value;
      return succeed({ csv: csvOf(lines), mark, lines: lines.length, stay, protects });
    }
    case 'saved':
      return room.saved(input.tenantId, input.mark);
    case 'saveFile':
      return saveFile(input.tenantId, input.file);
    case 'exportCsv': {
      const given = room.exportLines(input.tenantId);
      if (!given.ok) return given;
      const { lines, leftOut } = given.value;
      return succeed({ csv: csvOf(lines), lines: lines.length, leftOut });
    }
    case 'forget':
      watches.stop(input.tenantId);
      room.forget(input.tenantId);
      return succeed(undefined);
    case 'close':
      watches.close();
      room.close();
      return succeed(undefined);
  }
}

async function saveFile(tenantId: string, file: string): Promise<Result<unknown>> {
  const given = room.toSave(tenantId);
  if (!given.ok) return given;
  const { lines, stay, mark, protects } = given.value;
  const seen = mark === '' ? ({ state: 'absent' } as const) : ({ state: 'read', hash: mark } as const);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const written = await writeExclusions(file, entriesOf(lines), seen);
  if (!written.ok) {
    // Somebody was there first: what they wrote is shown beside mine.
    if (written.failure.code === 'conflict') room.look(tenantId, await readFileList(file));
    return written;
  }
  watches.watch(tenantId, file);
  const state = room.saved(tenantId, written.value.hash);
  return state.ok ? succeed({ lines: lines.length, stay, protects, state: state.value }) : state;
}

function entriesOf(lines: readonly EditedLine[]) {
  return lines.map(({ email, managed }) => ({ address: email, managed: managed === 'true' }));
}

function csvOf(lines: readonly EditedLine[]): string {
  return exclusionsAsCsv(entriesOf(lines));
}

port.on('message', (question: DeskQuestion) => {
  void inTurn(async () => {
    const answered = await answer(question).catch((error: unknown) => fail(failureOf(error)));
    tell({ kind: 'answer', id: question.id, answer: answered });
    if (question.name === 'close') port.close();
  });
});
