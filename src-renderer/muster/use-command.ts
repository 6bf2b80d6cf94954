import { useEffect, useRef } from 'react';
import type { Command } from '../../src-preload/contract/events.ts';
import { hearCommands } from '../state/commands.ts';

/** Hears one command of menu, tray or keyboard while the component is shown. */
export function useCommand(name: Command['name'], act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(
    () =>
      hearCommands((command) => {
        if (command.name === name) latest.current();
      }),
    [name],
  );
}
