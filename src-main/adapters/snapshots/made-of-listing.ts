import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BriefBlocks,
  KeptIndex,
  KeptUsers,
  KnownBy,
  MadeOfListing,
} from '../../app/ports/snapshot-store.ts';
import type { BriefFacts } from '../../core/brief-block.ts';
import type { GroupFacts } from '../../core/group-index.ts';
import type { KeyColumn } from '../../core/key-table.ts';
import { PackedTexts } from '../../core/packed-texts.ts';
import { KEY_COLUMNS, type PersonIndex } from '../../core/person-index.ts';
import { ArrayFile, type NumberArray, readJson, writeAll, writeArrays } from './array-file.ts';
import { FileWindow } from './file-window.ts';

/** Kept beside the people; all of it can be made of them again. */
const BRIEFS = 'briefs';
const BRIEF_PLACES = 'briefs.places';
const BRIEF_FORM = 'briefs.json';
const BRIEF_ORDER = 'briefs.order';
const INDEX = 'index';
const INDEX_FORM = 'index.json';
/** Where each line of `people` begins. */
export const LINE_PLACES = 'people.places';
/** How briefs and indexes are made and stored; another number, and they are made anew. */
const VERSION = 3;

export function removeWhatWasMade(path: string): void {
  for (const name of [BRIEF_FORM, INDEX_FORM, BRIEFS, BRIEF_PLACES, BRIEF_ORDER, INDEX, LINE_PLACES])
    rmSync(join(path, name), { force: true });
}

const WRITE_CHUNK = 1 << 18;

/** Gathers blocks of briefs into large writes. */
export class BriefFile {
  readonly #path: string;
  #descriptor: number | undefined;
  readonly #pending = Buffer.allocUnsafe(WRITE_CHUNK);
  #length = 0;
  #size = 0;
  readonly #starts: number[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  add(block: Uint8Array): void {
    this.#descriptor ??= openSync(join(this.#path, BRIEFS), 'w', 0o600);
    this.#starts.push(this.#size);
    this.#size += block.length;
    if (this.#length + block.length > WRITE_CHUNK) this.#flush();
    if (block.length > WRITE_CHUNK) writeAll(this.#descriptor, block);
    else {
      this.#pending.set(block, this.#length);
      this.#length += block.length;
    }
  }

  finish({ count, sortKeys }: BriefFacts, knownBy: KnownBy): void {
    this.#descriptor ??= openSync(join(this.#path, BRIEFS), 'w', 0o600);
    this.#flush();
    this.close();
    const starts = Float64Array.from([...this.#starts, this.#size]);
    writeArrays(join(this.#path, BRIEF_PLACES), [new Uint8Array(starts.buffer), sortKeys]);
    const form: BriefForm = {
      version: VERSION,
      knownBy,
      count,
      blocks: this.#starts.length,
      sortKeys: sortKeys.length,
    };
    writeFileSync(join(this.#path, BRIEF_FORM), JSON.stringify(form), { mode: 0o600 });
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    if (this.#descriptor !== undefined && this.#length > 0) {
      writeAll(this.#descriptor, this.#pending.subarray(0, this.#length));
    }
    this.#length = 0;
  }
}

interface BriefForm {
  readonly version: number;
  readonly knownBy: KnownBy;
  readonly count: number;
  readonly blocks: number;
  readonly sortKeys: number;
}

/** `undefined` where there are none, or none that this version reads. */
export function openBriefs(path: string): (BriefBlocks & { close(): void }) | undefined {
  if (!existsSync(join(path, BRIEF_FORM))) return undefined;
  const form = readJson(join(path, BRIEF_FORM)) as BriefForm;
  if (form.version !== VERSION) return undefined;
  const startBytes = (form.blocks + 1) * 8;
  const places = new ArrayFile(join(path, BRIEF_PLACES));
  const starts = new Float64Array(places.uint8(startBytes).buffer as ArrayBuffer);
  places.close();
  const file = new FileWindow(join(path, BRIEFS));
  return {
    knownBy: form.knownBy,
    count: form.count,
    blocks: form.blocks,
    block: (index) => file.bytes(starts[index]!, starts[index + 1]!),
    get sortKeys() {
      const keys = new ArrayFile(join(path, BRIEF_PLACES), startBytes);
      try {
        return keys.uint32(form.sortKeys);
      } finally {
        keys.close();
      }
    },
    get order() {
      return readOrder(join(path, BRIEF_ORDER), form.count);
    },
    keepOrder(order) {
      // Put in place whole: other names may share the files of this listing.
      const part = join(path, `${BRIEF_ORDER}.part`);
      writeArrays(part, [order]);
      renameSync(part, join(path, BRIEF_ORDER));
    },
    close: () => file.close(),
  };
}

/** `undefined` where none is kept, or where a power cut left something else: then it is found anew. */
function readOrder(path: string, count: number): Int32Array | undefined {
  if (!existsSync(path) || statSync(path).size !== count * Int32Array.BYTES_PER_ELEMENT) return undefined;
  const file = new ArrayFile(path);
  try {
    const order = file.int32(count);
    const seen = new Uint8Array(count);
    for (let at = 0; at < count; at++) {
      const row = order[at]!;
      if (!(row >= 0 && row < count) || seen[row] === 1) return undefined;
      seen[row] = 1;
    }
    return order;
  } finally {
    file.close();
  }
}

interface IndexForm {
  readonly version: number;
  readonly key: string;
  readonly size: number;
  /** The length of each column; `email` is the userName's where it is the same. */
  readonly lengths: Readonly<Record<(typeof KEY_COLUMNS)[number], number | 'userName'>>;
  readonly starts: number;
  readonly members: number;
  readonly groups: readonly GroupFacts[];
  readonly domains: readonly string[];
  readonly users?: UsersForm;
}

/** The lengths of its arrays, in the order in which they are stored. */
interface UsersForm {
  readonly refs: number;
  readonly refBytes: number;
  readonly externalIds: number;
  readonly externalIdBytes: number;
  readonly exportRow: number;
  readonly extra: number;
  readonly exportRepeats: boolean;
}

export function writeIndex(
  path: string,
  { indexKey, index }: Pick<MadeOfListing, 'indexKey' | 'index'>,
): void {
  const { people, groups, domains, users } = index;
  const arrays: NumberArray[] = [];
  const lengths = {} as Record<(typeof KEY_COLUMNS)[number], number | 'userName'>;
  for (const name of KEY_COLUMNS) {
    if (name === 'email' && people.email === people.userName) lengths.email = 'userName';
    else {
      lengths[name] = people[name].lo.length;
      arrays.push(people[name].lo, people[name].hi);
    }
  }
  arrays.push(people.flags, people.fault, people.aliasOwner, groups.starts, groups.groupOf);
  if (users) arrays.push(...arraysOf(users));
  writeArrays(join(path, INDEX), arrays);
  const form: IndexForm = {
    version: VERSION,
    key: indexKey,
    size: people.size,
    lengths,
    starts: groups.starts.length,
    members: groups.groupOf.length,
    groups: groups.groups,
    domains: [...domains],
    ...(users ? { users: usersForm(users) } : {}),
  };
  writeFileSync(join(path, INDEX_FORM), JSON.stringify(form), { mode: 0o600 });
}

export function hasIndex(path: string): boolean {
  return existsSync(join(path, INDEX_FORM));
}

/** `undefined` where none is kept that was made of the same. */
export function readIndex(path: string, key: string): KeptIndex | undefined {
  if (!hasIndex(path)) return undefined;
  const form = readJson(join(path, INDEX_FORM)) as IndexForm;
  if (form.version !== VERSION || form.key !== key) return undefined;
  const file = new ArrayFile(join(path, INDEX));
  try {
    const columns = {} as Record<(typeof KEY_COLUMNS)[number], KeyColumn>;
    for (const name of KEY_COLUMNS) {
      const length = form.lengths[name];
      columns[name] =
        length === 'userName' ? columns.userName : { lo: file.uint32(length), hi: file.uint32(length) };
    }
    const people: PersonIndex = {
      size: form.size,
      ...columns,
      flags: file.uint8(form.size),
      fault: file.uint8(form.size),
      aliasOwner: file.int32(columns.alias.lo.length),
    };
    const starts = file.int32(form.starts);
    const groupOf = form.groups.length > 0xffff ? file.int32(form.members) : file.uint16(form.members);
    return {
      people,
      groups: { groups: form.groups, starts, groupOf },
      domains: new Set(form.domains),
      ...(form.users ? { users: readUsers(file, form.users) } : {}),
    };
  } finally {
    file.close();
  }
}

function arraysOf({ refs, externalIds, exportRow, extra }: KeptUsers): readonly NumberArray[] {
  return [
    refs.parts.ends,
    refs.parts.bytes,
    externalIds.parts.ends,
    externalIds.parts.bytes,
    exportRow,
    extra,
  ];
}

function usersForm({ refs, externalIds, exportRow, extra, exportRepeats }: KeptUsers): UsersForm {
  return {
    refs: refs.parts.ends.length,
    refBytes: refs.parts.bytes.length,
    externalIds: externalIds.parts.ends.length,
    externalIdBytes: externalIds.parts.bytes.length,
    exportRow: exportRow.length,
    extra: extra.length,
    exportRepeats,
  };
}

function readUsers(file: ArrayFile, form: UsersForm): KeptUsers {
  const texts = (count: number, bytes: number) =>
    new PackedTexts({ ends: file.uint32(count), bytes: file.uint8(bytes) });
  return {
    refs: texts(form.refs, form.refBytes),
    externalIds: texts(form.externalIds, form.externalIdBytes),
    exportRow: file.int32(form.exportRow),
    extra: file.int32(form.extra),
    exportRepeats: form.exportRepeats,
  };
}

/** By whom people are looked up, whatever else the index was made for. */
export function readKeys(path: string): Pick<PersonIndex, 'externalId' | 'userName'> | undefined {
  if (!hasIndex(path)) return undefined;
  const { version, size } = readJson(join(path, INDEX_FORM)) as IndexForm;
  if (version !== VERSION) return undefined;
  const file = new ArrayFile(join(path, INDEX));
  try {
    // The first two of KEY_COLUMNS.
    const externalId = { lo: file.uint32(size), hi: file.uint32(size) };
    return { externalId, userName: { lo: file.uint32(size), hi: file.uint32(size) } };
  } finally {
    file.close();
  }
}
