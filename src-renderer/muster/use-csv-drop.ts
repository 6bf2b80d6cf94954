import { type DragEvent, useState } from 'react';
import type { FailureView } from '../../src-preload/contract/failure.ts';
import { muster } from './bridge.ts';
import { csvOfDrop, type DroppedThing } from './dropped-csv.ts';

/** Takes a CSV that is dropped on a part of the page; anything else is told about, not read. */
export function useCsvDrop(onFile: (file: string) => void, onRefused: (failure: FailureView) => void) {
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        const into = event.relatedTarget;
        if (!(into instanceof Node) || !event.currentTarget.contains(into)) setOver(false);
      },
      onDrop(event: DragEvent) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void thingsIn(event.dataTransfer).then((things) => {
          const dropped = csvOfDrop(things);
          if (dropped.ok) onFile(dropped.file);
          else onRefused(dropped.failure);
        });
      },
    },
  };
}

/** What was dropped, read while the drop lasts. A folder looks like a file of no kind; only its entry tells. */
function thingsIn({ files, items }: DataTransfer): Promise<readonly DroppedThing[]> {
  const entries = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? undefined);
  return Promise.all(
    [...files].map(
      async (file, at): Promise<DroppedThing> => ({
        name: file.name,
        kind: entries[at]?.isDirectory === true ? 'folder' : 'file',
        path: await muster.pathOfFile(file),
      }),
    ),
  );
}
