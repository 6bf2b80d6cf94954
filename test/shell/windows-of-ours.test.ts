// Which window may make which calls, and no longer than it is open (design §5, §11).
import { EventEmitter } from 'node:events';
import type { BrowserWindow, WebContents } from 'electron';
import { expect, it } from 'vitest';
import { windowsOfOurs } from '../../src-main/shell/windows-of-ours.ts';

function fakeWindow(id: number): BrowserWindow {
  return Object.assign(new EventEmitter(), { webContents: { id } }) as unknown as BrowserWindow;
}

it('knows our windows by their contents, until they are closed', () => {
  const windows = windowsOfOurs<'main' | 'token'>();
  const [main, token] = [fakeWindow(1), fakeWindow(2)];
  const [mainContents, tokenContents] = [main.webContents, token.webContents];
  windows.add('main', main);
  windows.add('token', token);
  expect(windows.roleOf(mainContents)).toBe('main');
  expect(windows.roleOf(tokenContents)).toBe('token');
  expect(windows.roleOf({ id: 3 } as WebContents)).toBeUndefined();
  expect(windows.find('token')).toBe(token);

  // A closed window has no contents any more, as Electron's has none.
  Object.assign(token, { webContents: undefined });
  token.emit('closed');
  expect(windows.roleOf(tokenContents)).toBeUndefined();
  expect(windows.find('token')).toBeUndefined();
  expect(windows.find('main')).toBe(main);
});
