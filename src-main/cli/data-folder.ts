import { posix, win32 } from 'node:path';

/** `MUSTER_HOME`, or the folder where programs of this platform keep their data (design §14). */
export function dataFolderOf(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeFolder: string,
): string {
  const chosen = env.MUSTER_HOME;
  if (chosen !== undefined && chosen !== '') return chosen;
  if (platform === 'win32') {
    return win32.join(env.APPDATA ?? win32.join(homeFolder, 'AppData', 'Roaming'), 'Muster');
  }
  if (platform === 'darwin') return posix.join(homeFolder, 'Library', 'Application Support', 'Muster');
  const configured = env.XDG_DATA_HOME;
  return posix.join(
    configured !== undefined && posix.isAbsolute(configured)
      ? configured
      : posix.join(homeFolder, '.local', 'share'),
    'muster',
  );
}
