import { hostname, userInfo } from 'node:os';

/** Who acts, as the history shows it: the operating-system account and the computer (ux §5). */
export function systemUser(): string {
  return `${userInfo().username} on ${hostname()}`;
}
