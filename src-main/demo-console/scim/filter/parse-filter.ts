import { type Filter, parse } from 'scim2-parse-filter';
import { badRequest } from '../scim-error.ts';

const LONGEST_FILTER = 10_000;
const QUOTED = /"(?:[^"\\]|\\.)*"/gs;

/**
 * Parses a filter (RFC 7644 §3.4.2.2) with scim2-parse-filter. That library reads only `\"` of JSON's
 * escapes and would double every other backslash, so each quoted text is replaced by its number before and
 * put back, read as JSON, after.
 */
export function parseFilter(filter: string): Filter {
  if (filter.length > LONGEST_FILTER) throw badRequest('invalidFilter', 'The filter is too long.');
  const texts: string[] = [];
  try {
    const numbered = filter.replace(QUOTED, (quoted) => {
      const text: unknown = JSON.parse(quoted);
      return `"${texts.push(String(text)) - 1}"`;
    });
    return withTexts(parse(numbered), texts);
  } catch {
    // The library's own words speak of its tokens; the admin is helped more by the filter itself.
    throw badRequest('invalidFilter', `The filter cannot be read: ${filter.slice(0, 200)}`);
  }
}

function withTexts(filter: Filter, texts: readonly string[]): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => withTexts(part, texts)) };
    case 'not':
      return { ...filter, filter: withTexts(filter.filter, texts) };
    case '[]':
      return { ...filter, valFilter: withTexts(filter.valFilter, texts) };
    case 'pr':
      return filter;
    default:
      return typeof filter.compValue === 'string'
        ? { ...filter, compValue: texts[Number(filter.compValue)] ?? '' }
        : filter;
  }
}
