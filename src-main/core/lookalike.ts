/**
 * Whether Latin letters stand together with Cyrillic or Greek ones in one word: `аna` with a Cyrillic а
 * reads like `ana` and is somebody else. Words wholly in one script are as they should be.
 */
export function mixedScript(text: string): 'Cyrillic' | 'Greek' | undefined {
  if (!/[^\p{ASCII}]/u.test(text)) return undefined;
  for (const word of text.split(/[\s@._-]+/)) {
    if (!/\p{Script=Latin}/u.test(word)) continue;
    if (/\p{Script=Cyrillic}/u.test(word)) return 'Cyrillic';
    if (/\p{Script=Greek}/u.test(word)) return 'Greek';
  }
  return undefined;
}
