import { useEffect, useRef } from 'react';
import type { Command } from '../../src-preload/contract/events.ts';
import { muster } from './bridge.ts';

/** Hears one command of menu, tray or shortcut while the component is shown. */
export function useCommand(name: Command['name'], act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => muster.on('command', (command) => command.name === name && latest.current()), [name]);
}
