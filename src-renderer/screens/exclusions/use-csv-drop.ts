import { type DragEvent, useState } from 'react';
import { muster } from '../../muster/bridge.ts';
import { isCsvName } from './csv-name.ts';

/** Takes CSV files that are dropped anywhere on the screen; other files are told about, not read. */
export function useCsvDrop(onFiles: (files: readonly string[]) => void, onOther: (name: string) => void) {
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
        const files = [...event.dataTransfer.files];
        const other = files.find(({ name }) => !isCsvName(name));
        if (other) return onOther(other.name);
        onFiles(files.map((file) => muster.pathOfFile(file)).filter((path) => path !== ''));
      },
    },
  };
}
