import type { BrowserWindow, WebContents } from 'electron';

/** Which window plays which part, so that each may make its own calls only. */
export function windowsOfOurs<Role extends string>() {
  const roles = new Map<number, { readonly role: Role; readonly window: BrowserWindow }>();
  return {
    add(role: Role, window: BrowserWindow): void {
      const { id } = window.webContents;
      roles.set(id, { role, window });
      window.once('closed', () => roles.delete(id));
    },
    roleOf: (contents: WebContents): Role | undefined => roles.get(contents.id)?.role,
    find: (role: Role): BrowserWindow | undefined =>
      [...roles.values()].find((one) => one.role === role)?.window,
  };
}
