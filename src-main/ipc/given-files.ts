import { resolve } from 'node:path';
import type { InputOf } from '../../src-preload/contract/call.ts';
import type { DirectoryForm } from '../../src-preload/contract/connect.ts';
import type { WindowCallName, WindowCalls } from '../../src-preload/contract/window-calls.ts';
import type { Desktop } from '../app/ports/desktop.ts';
import { type Failure, fail } from '../core/failure.ts';
import type { Handlers } from './bus.ts';

type FilesIn = {
  readonly [Name in WindowCallName]?: (input: InputOf<WindowCalls[Name]>) => readonly (string | undefined)[];
};

/** Every call by which the page names a file that is to be read, and where in its input the file stands. */
export const FILES_IN: FilesIn = {
  lookAtDirectory: ({ file }) => [file],
  lookAtProtected: ({ file }) => [file],
  searchDirectory: ({ directory }) => [csvOf(directory)],
  connectConsole: ({ directory, protect }) => [csvOf(directory), protect.file],
  importExclusions: ({ file }) => [file],
  chooseSourceFile: ({ file }) => [file],
};

/**
 * The files that the admin gave: chosen in the system's own dialog, or dropped on the window. A page may name these and
 * no others, so that a page that was broken into reads nothing of this computer.
 */
export function givenFiles() {
  const given = new Set<string>();
  return {
    give: (file: string): void => void given.add(resolve(file)),
    isGiven: (file: string): boolean => given.has(resolve(file)),
  };
}

export type GivenFiles = ReturnType<typeof givenFiles>;

/** The desktop whose answered dialogs give their file. */
export function givingDesktop(desktop: Desktop, files: GivenFiles): Desktop {
  return {
    ...desktop,
    async askForFile(what) {
      const file = await desktop.askForFile(what);
      if (file !== undefined) files.give(file);
      return file;
    },
  };
}

/** The same handlers, which refuse a file that nobody gave. */
export function onlyGivenFiles<T extends Handlers<WindowCalls>>(handlers: T, files: GivenFiles): T {
  const guarded = Object.entries(FILES_IN).map(([name, filesIn]) => {
    const handler = handlers[name as WindowCallName] as (input: unknown, ...rest: unknown[]) => unknown;
    const read = filesIn as (input: unknown) => readonly (string | undefined)[];
    return [
      name,
      async (input: unknown, ...rest: unknown[]) =>
        read(input).some((file) => file !== undefined && !files.isGiven(file))
          ? fail(notGiven)
          : handler(input, ...rest),
    ] as const;
  });
  return { ...handlers, ...Object.fromEntries(guarded) };
}

function csvOf(directory: DirectoryForm | undefined): string | undefined {
  return directory?.kind === 'csv' ? directory.file : undefined;
}

const notGiven: Failure = {
  code: 'file-unreadable',
  sentence: 'Muster reads only files that you chose or dropped since it was started. Nothing was read.',
  next: 'Choose the file once more.',
};
