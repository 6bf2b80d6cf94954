/** The IPC channel of a named method. The prefix tells our channels from any other. */
export function callChannel(name: string): string {
  return `muster:call:${name}`;
}

export function eventChannel(name: string): string {
  return `muster:event:${name}`;
}
