import { createHash } from 'node:crypto';
import type { NewSha256 } from '../../app/ports/clock.ts';

/** Small updates are joined up to this many UTF-16 units, since each call into the library has its price. */
const BUFFERED_UNITS = 64 * 1024;

/** SHA-256 of text as UTF-8. A text may be cut anywhere between updates but inside a surrogate pair. */
export const newSha256: NewSha256 = () => {
  const hash = createHash('sha256');
  let waiting = '';
  return {
    update(text) {
      waiting += text;
      if (waiting.length < BUFFERED_UNITS) return;
      hash.update(waiting, 'utf8');
      waiting = '';
    },
    digest() {
      hash.update(waiting, 'utf8');
      return hash.digest('hex');
    },
  };
};
