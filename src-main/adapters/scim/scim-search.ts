import type { FoundUser } from '../../app/ports/console-writer.ts';
import { fail, type Result, succeed } from '../../core/failure.ts';
import { fold } from '../../core/fold.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import type { GroupRecord } from '../../core/records.ts';
import type { ScimAbilities } from './abilities.ts';
import { fetchPage, indexPages, type Page } from './list-pages.ts';
import type { ScimFailure } from './scim-answer.ts';
import type { ScimClient } from './scim-client.ts';
import { type ReadPerson, readGroup } from './scim-records.ts';

export interface Search {
  readonly client: ScimClient;
  readonly abilities: ScimAbilities;
  readonly signal: AbortSignal;
}

export interface PersonSearch extends Search {
  readonly profile: ConsoleProfile;
  readonly readPerson: ReadPerson;
}

/** More than this many hits on one name mean that the console ignores filters. */
const MOST_HITS = 50;

/**
 * Looks a person up by userName, compared folded on our side: the attribute is not case-sensitive
 * (RFC 7643 §4.1.1), but some consoles search as if it were, so a miss is asked again in lower case.
 * `unproven` where the console cannot prove absence (fact sheet §1.3).
 */
export async function findPerson(search: PersonSearch, userName: string): Promise<Result<FoundUser>> {
  if (search.abilities.filter === false) return succeed({ status: 'unproven' });
  const wanted = fold(userName);
  let proven = search.profile.listingShowsEverybody;
  for (const spelling of spellingsOf(userName)) {
    const page = await ask(search, '/Users', 'userName', spelling);
    if (!page.ok) return cannotFilter(page.failure) ? succeed({ status: 'unproven' }) : page;
    for (const resource of page.value.resources) {
      const person = search.readPerson(resource);
      if (person !== undefined && fold(person.values.userName ?? '') === wanted) {
        return succeed({ status: 'found', person });
      }
    }
    // A console that ignores the filter shows one page of everybody, which proves nothing.
    if ((page.value.total ?? Number.POSITIVE_INFINITY) > page.value.resources.length) proven = false;
  }
  return succeed({ status: proven ? 'absent' : 'unproven' });
}

/**
 * Every group of this name, folded; names need not be unique (fact sheet §5). A console that cannot search
 * for it (no filters, or none with quotes in them) is read through.
 */
export async function findGroups(
  search: Search,
  displayName: string,
): Promise<Result<readonly GroupRecord[]>> {
  const wanted = fold(displayName);
  const found = new Map<string, GroupRecord>();
  const note = (page: Page) => {
    for (const resource of page.resources) {
      const group = readGroup(resource)?.group;
      if (group !== undefined && fold(group.displayName) === wanted) found.set(group.ref, group);
    }
  };
  let isAnswered = search.abilities.filter !== false;
  for (const spelling of isAnswered ? spellingsOf(displayName) : []) {
    const page = await ask(search, '/Groups', 'displayName', spelling);
    if (!page.ok && !cannotFilter(page.failure)) return page;
    if (page.ok) note(page.value);
    if (!page.ok || (page.value.total ?? 0) > page.value.resources.length) isAnswered = false;
    if (!isAnswered) break;
  }
  if (!isAnswered) {
    const { client, signal } = search;
    const pages = indexPages({ client, signal, endpoint: '/Groups', count: 100 });
    for (;;) {
      const step = await pages.next();
      if (step.done !== true) note(step.value);
      else if (step.value === undefined) break;
      else return fail(step.value);
    }
  }
  return succeed([...found.values()]);
}

function ask(search: Search, endpoint: string, attribute: string, value: string) {
  const { client, signal } = search;
  // JSON's escapes are those of a filter's strings (RFC 7644 §3.4.2.2).
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
  const request = { client, endpoint, signal, count: MOST_HITS };
  return fetchPage(request, `filter=${filter}&startIndex=1&count=${MOST_HITS}`);
}

function spellingsOf(text: string): Set<string> {
  return new Set([text, fold(text)]);
}

function cannotFilter({ code, scimType }: ScimFailure): boolean {
  return code === 'unsupported' || code === 'row-refused' || scimType === 'invalidFilter';
}
