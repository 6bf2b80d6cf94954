import type { Command } from '../../src-preload/contract/events.ts';

type Listener = (command: Command) => void;

const listeners = new Set<Listener>();

/** Menu, tray, notices and keys all end here, so that each act has one way in (ux §14). */
export function give(command: Command): void {
  for (const listener of [...listeners]) listener(command);
}

/** Hears commands until the returned function is called. */
export function hearCommands(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
