import type { Failure } from '../core/failure.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { fullName } from '../core/person-name.ts';
import type { PersonRecord } from '../core/records.ts';
import type { Source } from './ports/source.ts';

export interface DirectoryPerson {
  readonly address: string;
  readonly name: string;
  readonly department: string;
}

export interface DirectoryHits {
  readonly people: readonly DirectoryPerson[];
  /** `all`: the listing was read to its end, and these are everybody who fits. */
  readonly more: 'more' | 'all';
}

/** More of a listing than this is not read for a look. */
const READ_AT_MOST = 200_000;

/**
 * People of a directory before its tenant exists (ux §2): whose name or address has the text, the first of all for ''.
 * Nothing is kept, and the listing is left as soon as enough are found.
 */
export async function searchDirectory(
  source: Source,
  text: string,
  limit: number,
  signal: AbortSignal,
): Promise<Result<DirectoryHits>> {
  const wanted = fold(text);
  const people: DirectoryPerson[] = [];
  const stop = new AbortController();
  const listing = source.list({ signal: AbortSignal.any([signal, stop.signal]) });
  let read = 0;
  try {
    for (;;) {
      const step = await listing.next();
      if (signal.aborted) return fail(CANCELLED);
      if (step.done) {
        const { completeness } = step.value;
        const why = completeness.status === 'partial' ? completeness.why : undefined;
        // What was found stands, though the listing ended before its end.
        if (why && people.length === 0) return fail(why);
        return succeed({ people, more: why ? 'more' : 'all' });
      }
      for (const record of step.value) {
        if (record.kind !== 'person') continue;
        read++;
        const person = personOf(record.person);
        if (!fold(`${person.name}\n${person.address}`).includes(wanted)) continue;
        if (people.length === limit) return succeed({ people, more: 'more' });
        people.push(person);
      }
      if (read >= READ_AT_MOST) return succeed({ people, more: 'more' });
    }
  } finally {
    stop.abort();
    await listing.return({
      completeness: { status: 'partial', why: CANCELLED },
      carried: { attributes: [], manager: false, groups: false },
      ignoredColumns: [],
      notes: [],
    });
  }
}

function personOf(record: PersonRecord): DirectoryPerson {
  const { userName = '', email = '', department = '' } = record.values;
  return { address: email || userName, name: fullName(record), department };
}

const CANCELLED: Failure = {
  code: 'cancelled',
  sentence: 'The directory was no longer read, because nobody waits for it.',
  next: 'Ask again when you need it.',
};
