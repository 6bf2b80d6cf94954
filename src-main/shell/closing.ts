import type { BrowserWindow, MessageBoxOptions, MessageBoxReturnValue } from 'electron';

export interface ClosingParts {
  readonly mainWindow: () => BrowserWindow | undefined;
  /** Tenants with a live sync under way; a test sync only reads and is simply cancelled. */
  readonly liveSyncs: () => readonly string[];
  readonly cancelRuns: () => Promise<void>;
  /** What is armed: the tenant's name, whether it applies, and when. */
  readonly armed: () => readonly {
    readonly tenant: string;
    readonly applies: boolean;
    readonly atMs: number;
  }[];
  readonly disarmAll: () => void;
  /** Keeps the window's place: a window that is ended from within is not closed first. */
  readonly remember: (window: BrowserWindow) => void;
  /** The page may have a draft to ask about; it answers with `closeNow`. */
  readonly askPage: () => void;
  readonly ask: (options: MessageBoxOptions) => Promise<MessageBoxReturnValue>;
  /** Closes the token window, or asks there while nobody has its token (ux `token.leave`); `false`: Muster stays. */
  readonly settleToken: () => Promise<boolean>;
  /** Called when the last question is answered and Muster is to end. */
  readonly quit: () => void;
}

/**
 * Closing and quitting, one question at a time: a token that nobody has yet, a live sync under way, what is armed, the page's draft (ux §6). Keeping
 * it running in the tray is the default of each.
 */
export function closing(parts: ClosingParts) {
  let isAsking = false;
  let quits = false;
  let isAnswered = false;

  async function begin(): Promise<void> {
    const window = parts.mainWindow();
    if (isAsking || !window) return;
    isAsking = true;
    try {
      if (!(await parts.settleToken())) {
        quits = false;
        return;
      }
      const question = questionOf(parts);
      if (question) {
        window.show();
        const { response } = await parts.ask(question);
        if (response === 0) {
          quits = false;
          window.hide();
          return;
        }
      }
      // A page that is gone has no draft that could be asked about.
      if (window.isDestroyed() || window.webContents.isCrashed()) await end();
      else parts.askPage();
    } finally {
      isAsking = false;
    }
  }

  /** Nothing is given up before the last question is answered: whoever stays for a draft keeps what is armed. */
  async function end(): Promise<void> {
    if (isAnswered) return;
    isAnswered = true;
    const window = parts.mainWindow();
    if (window) parts.remember(window);
    parts.disarmAll();
    await parts.cancelRuns();
    window?.destroy();
    if (quits) parts.quit();
  }

  return {
    /** The main window wants to close. */
    onClose(event: { preventDefault(): void }): void {
      if (isAnswered) return;
      event.preventDefault();
      quits = false;
      void begin();
    },
    /** Quit was chosen: the same questions, and then the end also where a window's end is not the app's. */
    onQuit(event: { preventDefault(): void }): void {
      if (isAnswered || !parts.mainWindow()) return;
      event.preventDefault();
      quits = true;
      void begin();
    },
    closeNow: (): void => void end(),
    /** Another window was opened: it asks for itself. */
    reopened(): void {
      isAnswered = false;
    },
  };
}

function questionOf({ liveSyncs, armed }: ClosingParts): MessageBoxOptions | undefined {
  const common = { type: 'question' as const, title: 'Muster', defaultId: 0, cancelId: 0, noLink: true };
  const live = liveSyncs();
  if (live.length > 0) {
    return {
      ...common,
      message: `A live sync of ${live.join(', ')} is going on.`,
      detail: 'What is made stays. If you cancel, the rest is not sent; the next test sync shows it again.',
      buttons: ['Keep running in the tray', 'Cancel the sync and quit'],
    };
  }
  const [first] = armed();
  if (!first) return undefined;
  const at = new Date(first.atMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return {
    ...common,
    message: first.applies
      ? `Muster applies an approved report at ${at} only while it runs.`
      : `Muster starts the sync of ${first.tenant} at ${at} only while it runs.`,
    buttons: ['Keep running in the tray', 'Disarm and quit'],
  };
}
