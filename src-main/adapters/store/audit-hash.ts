import { createHash } from 'node:crypto';
import type { Sha256 } from '../../core/audit-trail.ts';

/** SHA-256 of a text as UTF-8. */
export const sha256OfText: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
