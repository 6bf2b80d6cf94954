/** By the ending: what is in it is checked where it is read. */
export function isCsvName(name: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(name);
}
