import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One hash over names and contents of files and folders below `root`. */
export function hashOfFiles(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, root, path);
  return hash.digest('hex').slice(0, 16);
}

function add(hash: Hash, root: string, path: string): void {
  const full = join(root, path);
  if (statSync(full).isDirectory()) {
    for (const child of readdirSync(full).sort()) add(hash, root, `${path}/${child}`);
  } else hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
}
