/** A piece of a value: what differs from the other side, and what the eye would miss (ux §5). */
export interface ValuePiece {
  /** What to show: a dot for an outer space, a symbol for a control character. */
  readonly text: string;
  readonly kind: 'same' | 'differs';
  /** What this piece is, where it cannot be seen, e.g. `space`, `Cyrillic а`, `U+200B`. */
  readonly unseen?: string;
}

/** Longer values are shown whole: nobody compares them letter by letter. */
const LONGEST_COMPARED = 200;

/**
 * Both sides of a change in pieces. Values that have half of their characters in common are marked by character;
 * others differ as a whole.
 */
export function changePieces(
  before: string,
  after: string,
): { readonly old: readonly ValuePiece[]; readonly new: readonly ValuePiece[] } {
  const [old, now] = [[...before], [...after]];
  const kept = nearEqual(old, now);
  return {
    old: joined(old, (index) => kept?.old.has(index) ?? false),
    new: joined(now, (index) => kept?.now.has(index) ?? false),
  };
}

interface Kept {
  readonly old: ReadonlySet<number>;
  readonly now: ReadonlySet<number>;
}

/** Which characters stand on both sides in the same order (the longest common subsequence). */
function nearEqual(old: readonly string[], now: readonly string[]): Kept | undefined {
  if (Math.max(old.length, now.length) > LONGEST_COMPARED) return undefined;
  const width = now.length + 1;
  const lengths = new Uint8Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  if (at(0, 0) * 2 < Math.max(old.length, now.length)) return undefined;
  const kept = { old: new Set<number>(), now: new Set<number>() };
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      kept.old.add(i++);
      kept.now.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
}

function joined(characters: readonly string[], isSame: (index: number) => boolean): readonly ValuePiece[] {
  const outer = outerSpaces(characters);
  const mixed = mixedScripts(characters);
  const pieces: { text: string; kind: ValuePiece['kind']; unseen?: string }[] = [];
  characters.forEach((character, index) => {
    const kind = isSame(index) ? 'same' : 'differs';
    const hidden = outer(index) ? spaceOf(character) : (unseenOf(character) ?? mixed(index));
    const last = pieces.at(-1);
    if (hidden) pieces.push({ text: hidden.text, kind, unseen: hidden.name });
    else if (last && last.kind === kind && last.unseen === undefined) last.text += character;
    else pieces.push({ text: character, kind });
  });
  return pieces;
}

interface Unseen {
  readonly text: string;
  readonly name: string;
}

function outerSpaces(characters: readonly string[]): (index: number) => boolean {
  const isSpace = (character: string) => /^\s$/u.test(character);
  let first = 0;
  while (first < characters.length && isSpace(characters[first] ?? '')) first++;
  let last = characters.length;
  while (last > first && isSpace(characters[last - 1] ?? '')) last--;
  return (index) => index < first || index >= last;
}

function spaceOf(character: string): Unseen {
  return { text: '·', name: character === ' ' ? 'space' : codeOf(character) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /^[\u0000-\u001f]$/u;
/** Marks of direction, joiners, separators and every space that is not the plain one. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]$/u;

function unseenOf(character: string): Unseen | undefined {
  if (CONTROL.test(character)) {
    return { text: String.fromCodePoint(0x2400 + character.charCodeAt(0)), name: codeOf(character) };
  }
  return INVISIBLE.test(character) ? { text: `‹${codeOf(character)}›`, name: codeOf(character) } : undefined;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Cyrillic and Greek letters in a word with Latin ones, each named: it reads like another word. */
function mixedScripts(characters: readonly string[]): (index: number) => Unseen | undefined {
  const found = new Map<number, Unseen>();
  let start = 0;
  for (let at = 0; at <= characters.length; at++) {
    if (at < characters.length && !/^[\s@._-]$/u.test(characters[at] ?? '')) continue;
    const word = characters.slice(start, at);
    if (word.some((character) => /^\p{Script=Latin}$/u.test(character))) {
      word.forEach((character, index) => {
        const script = /^\p{Script=Cyrillic}$/u.test(character)
          ? 'Cyrillic'
          : /^\p{Script=Greek}$/u.test(character)
            ? 'Greek'
            : undefined;
        if (script) found.set(start + index, { text: character, name: `${script} ${character}` });
      });
    }
    start = at + 1;
  }
  return (index) => found.get(index);
}
