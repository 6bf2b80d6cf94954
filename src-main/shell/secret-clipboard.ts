import { createHash } from 'node:crypto';

/** What is needed of Electron's clipboard; reading answers later there. */
export interface TextClipboard {
  readText(): string | Promise<string>;
  writeText(text: string): unknown;
  clear(): unknown;
}

/** So long a copied token stays in the clipboard (ux §4). */
export const CLEARED_IN_MS = 60_000;

/**
 * Copies a token and clears the clipboard after a minute, and on quitting, if it still holds it. What was copied is
 * remembered as a hash only, so that closing the token window forgets the token (design §5).
 */
export function secretClipboard(clipboard: TextClipboard, onTrouble: (error: unknown) => void) {
  let hash: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Never rejects: what could not be cleared is told. */
  const clear = async (): Promise<void> => {
    clearTimeout(timer);
    const copied = hash;
    hash = undefined;
    if (copied === undefined) return;
    try {
      if (hashOf(await clipboard.readText()) === copied) await clipboard.clear();
    } catch (error) {
      onTrouble(error);
    }
  };
  return {
    async copy(secret: string): Promise<{ readonly clearedInMs: number }> {
      clearTimeout(timer);
      await clipboard.writeText(secret);
      hash = hashOf(secret);
      timer = setTimeout(() => void clear(), CLEARED_IN_MS);
      return { clearedInMs: CLEARED_IN_MS };
    },
    /** For quitting. */
    clear,
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
