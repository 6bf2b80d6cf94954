import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Programs write a file in several steps; it is read when they have come to rest. */
const RESTS_AFTER_MS = 150;

interface Watched {
  readonly file: string;
  readonly watcher: FSWatcher | undefined;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Notices that files were changed by others (design §9). The folder is watched, since most programs replace a file
 * instead of writing into it. Some network disks tell nothing: whoever needs to be sure looks by themselves as well.
 */
export class FileWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #onChange: (name: string, file: string) => Promise<void>;

  constructor(onChange: (name: string, file: string) => Promise<void>) {
    this.#onChange = onChange;
  }

  watch(name: string, file: string): void {
    const before = this.#watched.get(name);
    if (before?.file === file && before.watcher) return;
    this.stop(name);
    this.#watched.set(name, { file, watcher: this.#watcherOf(name, file), timer: undefined });
  }

  stop(name: string): void {
    const watched = this.#watched.get(name);
    if (!watched) return;
    this.#watched.delete(name);
    clearTimeout(watched.timer);
    watched.watcher?.close();
  }

  close(): void {
    for (const name of [...this.#watched.keys()]) this.stop(name);
  }

  #watcherOf(name: string, file: string): FSWatcher | undefined {
    try {
      const watcher = watch(dirname(file), { persistent: false }, (_event, changed) => {
        if (changed === null || changed === basename(file)) this.#changed(name);
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      // The folder is not there yet, or its disk cannot be watched: the next look tells.
      return undefined;
    }
  }

  #changed(name: string): void {
    const watched = this.#watched.get(name);
    if (!watched) return;
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => void this.#onChange(name, watched.file), RESTS_AFTER_MS);
  }
}
