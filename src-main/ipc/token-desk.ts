import type { TokenFacts, TokenTask, TokenWindowTask } from '../../src-preload/contract/token-window.ts';
import type { SecretName } from '../app/ports/secret-store.ts';
import type { WindowHouse } from '../app/window-house.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';

/** The token window as the desk needs it; Electron stands behind it (shell/token-window.ts). */
export interface OpenedTokenWindow {
  close(): void;
  /** Its close box was used while nobody has the token yet: the page asks `token.leave`. */
  askBeforeLosing(): void;
}

export interface TokenWindowHooks {
  /** Whether the close box may close the window now. */
  readonly mayClose: () => boolean;
  readonly onClosed: () => void;
}

export interface TokenDeskParts {
  readonly house: Pick<
    WindowHouse,
    'findTenant' | 'generateToken' | 'setSecrets' | 'setSources' | 'secretDrafts'
  >;
  /** Answers at once; the page loads after, and finds what it is about here. */
  readonly openWindow: (hooks: TokenWindowHooks) => OpenedTokenWindow;
  /** Copies, and clears the clipboard later if it still holds it. */
  readonly copySecret: (secret: string) => Promise<{ readonly clearedInMs: number }>;
}

/** What an open token window is about. Dropped whole when it closes, so that nobody can show the token again. */
interface Session {
  readonly task: TokenWindowTask;
  readonly keep: (secret: string) => Promise<Result<unknown>>;
  readonly window: OpenedTokenWindow;
  token: string | undefined;
  isTaken: boolean;
  kept: boolean;
  copied: boolean;
  /** Muster wants to end: told whether it may, once the admin has answered. */
  endsWith: ((may: boolean) => void) | undefined;
}

/**
 * The one token window: a generated token is in this process's memory while its window is open, is told to that
 * window once, and is forgotten when it closes (design §5, R18).
 */
export function tokenDesk(parts: TokenDeskParts) {
  let session: Session | undefined;
  let isOpening = false;
  let begun: Promise<unknown> = Promise.resolve();

  async function open(task: TokenTask): Promise<Result<TokenFacts>> {
    if (session || isOpening) return fail(ANOTHER_IS_OPEN);
    isOpening = true;
    try {
      const beginning = begin(task, parts);
      begun = beginning;
      const made = await beginning;
      if (!made.ok) return made;
      const { closed, onClosed } = closing();
      const window = parts.openWindow({ mayClose, onClosed });
      const mine: Session = {
        ...made.value,
        window,
        isTaken: false,
        kept: false,
        copied: false,
        endsWith: undefined,
      };
      session = mine;
      await closed;
      mine.endsWith?.(true);
      session = undefined;
      mine.token = undefined;
      const wasSeen = mine.isTaken || mine.kept || mine.copied;
      if (mine.task.act === 'show' && !wasSeen) return fail(NEVER_SHOWN);
      return succeed({ kept: mine.kept, copied: mine.copied });
    } finally {
      isOpening = false;
    }
  }

  function isLost(): boolean {
    return session?.task.act === 'show' && !session.kept && !session.copied;
  }

  function mayClose(): boolean {
    if (!isLost()) return true;
    session?.window.askBeforeLosing();
    return false;
  }

  function answerEnd(may: boolean): void {
    session?.endsWith?.(may);
    if (session) session.endsWith = undefined;
  }

  return {
    open,
    /**
     * Before Muster ends: closes the window, or asks `token.leave` there while nobody has its token. `false`: the admin
     * went back to it.
     */
    async mayEnd(): Promise<boolean> {
      // A token that is being generated just now would be lost as well.
      await begun;
      if (!session) return true;
      if (!isLost()) {
        session.window.close();
        return true;
      }
      answerEnd(false);
      const { window } = session;
      const answered = new Promise<boolean>((resolve) => {
        if (session) session.endsWith = resolve;
      });
      window.askBeforeLosing();
      return answered;
    },
    goBack(): Result<void> {
      answerEnd(false);
      return succeed(undefined);
    },
    task: (): Result<TokenWindowTask> => (session ? succeed(session.task) : fail(NOT_OPEN)),
    take(): Result<string> {
      if (session?.token === undefined || session.isTaken) return fail(SHOWN_ALREADY);
      session.isTaken = true;
      return succeed(session.token);
    },
    async copy(): Promise<Result<{ readonly clearedInMs: number }>> {
      if (session?.token === undefined) return fail(NOT_OPEN);
      const mine = session;
      const copied = await parts.copySecret(session.token);
      mine.copied = true;
      return succeed(copied);
    },
    async keepShown(): Promise<Result<void>> {
      return session?.token === undefined ? fail(NOT_OPEN) : keep(session, session.token);
    },
    async keepEntered(secret: string): Promise<Result<void>> {
      const given = secret.trim();
      if (session?.task.act !== 'enter') return fail(NOT_OPEN);
      return given === '' ? fail(EMPTY) : keep(session, given);
    },
    close(evenIfLost: 'even if lost' | 'not if lost'): Result<'closes' | 'would-be-lost'> {
      if (evenIfLost === 'not if lost' && isLost()) return succeed('would-be-lost');
      session?.window.close();
      return succeed('closes');
    },
  };

  async function keep(mine: Session, secret: string): Promise<Result<void>> {
    const kept = await mine.keep(secret);
    if (!kept.ok) return kept;
    mine.kept = true;
    return succeed(undefined);
  }
}

export type TokenDesk = ReturnType<typeof tokenDesk>;

/** Generates where that is asked for, and says where a kept secret goes. */
async function begin(
  task: TokenTask,
  { house }: TokenDeskParts,
): Promise<Result<Pick<Session, 'task' | 'keep' | 'token'>>> {
  const { which } = task;
  if ('draftId' in task) {
    const { draftId } = task;
    const keep = async (secret: string) => succeed(house.secretDrafts.put(draftId, which, secret));
    return succeed({ task: { act: 'enter', which }, keep, token: undefined });
  }
  const tenant = house.findTenant(task.tenantId);
  if (!tenant.ok) return tenant;
  const { id, name } = tenant.value;
  const keep = keeperOf(id, which, house);
  if (task.act === 'enter') {
    return succeed({ task: { act: 'enter', which, tenantName: name }, keep, token: undefined });
  }
  const { signal } = new AbortController();
  const made = await house.generateToken(id, { act: task.act, keep: 'show-only' }, signal);
  if (!made.ok) return made;
  return succeed({ task: { act: 'show', which, tenantName: name }, keep, token: made.value.token });
}

function keeperOf(
  tenantId: string,
  which: SecretName,
  house: TokenDeskParts['house'],
): (secret: string) => Promise<Result<unknown>> {
  switch (which) {
    case 'scim-token':
      return (token) => house.setSecrets(tenantId, { token });
    case 'admin-key':
      return (adminKey) => house.setSecrets(tenantId, { adminKey });
    case 'directory-token':
      return (directoryToken) => house.setSources(tenantId, { directoryToken });
  }
}

function closing() {
  let onClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve;
  });
  return { closed, onClosed: () => onClosed() };
}

const ANOTHER_IS_OPEN: Failure = {
  code: 'bad-input',
  sentence: 'A token window is open already. Nothing was changed.',
  next: 'Close it first.',
};

const NOT_OPEN: Failure = {
  code: 'not-found',
  sentence: 'This token window holds no token any more.',
  next: 'Close it and open it again.',
};

const SHOWN_ALREADY: Failure = {
  code: 'not-found',
  sentence: 'The token was shown once and is not given again.',
  next: 'If nobody has it, regenerate it under Provisioning.',
};

const NEVER_SHOWN: Failure = {
  code: 'unexpected',
  sentence: 'The token was made, but its window could not show it, so nobody has it.',
  next: 'Regenerate it. If that happens again, open the log under Preferences and report it.',
};

const EMPTY: Failure = {
  code: 'bad-input',
  sentence: 'There is no token in the field. Nothing was kept.',
  next: 'Paste it as the console showed it.',
};
