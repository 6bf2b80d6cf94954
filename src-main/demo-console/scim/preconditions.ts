import { ScimError } from './scim-error.ts';

/** If-Match (RFC 7644 §3.14): refuses with 412 where the resource has moved since it was read. */
export function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch !== undefined && !lists(ifMatch, etag))
    throw new ScimError(412, 'The resource has changed since that version; nothing was written.');
}

/** If-None-Match on a read: true where the client has this version already, and 304 is the answer. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch !== undefined && lists(ifNoneMatch, etag);
}

function lists(header: string, etag: string): boolean {
  return header.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag));
}

/** Weak and strong tags of one version are the same to us. */
function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
