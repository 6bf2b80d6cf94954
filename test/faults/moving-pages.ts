import type { ListedPerson, PageOf } from './fault.ts';

/** Listings of people whose pages do not fit together, each in the way of a console that errs or changes meanwhile. */

const GHOST: ListedPerson = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: 'ghost',
  userName: 'somebody.else@contoso.example',
  externalId: 'somebody-else',
  active: true,
};

const cut = (people: readonly ListedPerson[], start: number, count: number) =>
  people.slice(start - 1, start - 1 + count);

export const countsThreeTooMany: PageOf = (all, { start, count }) => ({
  total: all.length + 3,
  people: cut(all, start, count),
});

export const countsSevenTooFew: PageOf = (all, { start, count }) => ({
  total: all.length - 7,
  people: cut(all, start, count),
});

export const oneComesTwice: PageOf = (all, { start, count }) => ({
  total: all.length,
  people: cut([...all.slice(0, 8), ...all.slice(7, -1)], start, count),
});

export const samePageEachTime: PageOf = (all, { count }) => ({
  total: all.length,
  people: cut(all, 1, count),
});

/** Once the first page is read, somebody who stood on it is gone. */
export const oneLeavesInFront: PageOf = (all, { start, count }) => {
  const now = start === 1 ? [GHOST, ...all] : all;
  return { total: now.length, people: cut(now, start, count) };
};

/** Once the first page is read, somebody stands before everybody. */
export const oneJoinsInFront: PageOf = (all, { start, count }) => {
  const now = start === 1 ? all : [GHOST, ...all];
  return { total: now.length, people: cut(now, start, count) };
};

/** The count stays as it was, and somebody in the middle stands on no page. */
export const oneLeavesAndOneJoins: PageOf = (all, { start, count }) => {
  const now = start === 1 ? [GHOST, ...all.slice(0, -1)] : all;
  return { total: now.length, people: cut(now, start, count) };
};
