import { refuseUnknown } from './refuse-unknown.ts';

const messages: { title: string; content: string }[] = [];

interface MessageOptions {
  readonly cancelId?: number;
  readonly buttons?: readonly string[];
}

/**
 * Electron's dialog, where nobody sits: every question is cancelled. Tests put their own answer in place, as on real
 * Electron: `app.evaluate(({ dialog }) => { dialog.showMessageBox = async () => ({ response: 1 }) })`.
 */
export const dialog = refuseUnknown(
  {
    showOpenDialog: async (..._args: unknown[]) => ({ canceled: true, filePaths: [] }),
    showSaveDialog: async (..._args: unknown[]) => ({ canceled: true, filePath: '' }),
    showMessageBox: async (...args: unknown[]) => ({
      response: cancelOf(args.at(-1)),
      checkboxChecked: false,
    }),
    showErrorBox: (title: string, content: string): void => {
      messages.push({ title, content });
      console.error(`${title}: ${content}`);
    },
    /** Not in Electron: what showErrorBox said. */
    standInErrors: () => messages,
  },
  'dialog',
);

function cancelOf(options: unknown): number {
  const { cancelId, buttons = [] }: MessageOptions = options && typeof options === 'object' ? options : {};
  const named = buttons.findIndex((label) => /^(cancel|no)$/i.test(label.replace('&', '')));
  return cancelId ?? Math.max(named, 0);
}
