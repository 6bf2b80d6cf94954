import { describe, expect, it } from 'vitest';
import { type ClosingParts, closing } from '../../src-main/shell/closing.ts';

/** A window and a desk that write down what is done to them. */
function world(given: {
  live?: string[];
  armed?: { applies: boolean };
  answer?: 0 | 1;
  token?: 'stays';
  page?: 'gone';
}) {
  const done: string[] = [];
  const window = {
    show: () => done.push('show'),
    hide: () => done.push('hide'),
    destroy: () => done.push('destroy'),
    isDestroyed: () => false,
    webContents: { isCrashed: () => given.page === 'gone' },
  };
  const parts: ClosingParts = {
    // The few methods of a window that closing needs; the rest of Electron's is not there.
    mainWindow: () => window as unknown as ReturnType<ClosingParts['mainWindow']>,
    liveSyncs: () => given.live ?? [],
    cancelRuns: async () => void done.push('cancel runs'),
    armed: () => (given.armed ? [{ tenant: 'Contoso', applies: given.armed.applies, atMs: 0 }] : []),
    disarmAll: () => done.push('disarm'),
    askPage: () => done.push('ask page'),
    ask: async ({ message }) => {
      done.push(`asked: ${message.replace(/\d{1,2}[:.]\d\d.*?(?= only)/, 'TIME')}`);
      return { response: given.answer ?? 0, checkboxChecked: false };
    },
    remember: () => done.push('remember'),
    settleToken: async () => given.token !== 'stays',
    quit: () => done.push('quit'),
  };
  return { done, close: closing(parts) };
}

function event() {
  const one = {
    prevented: false,
    preventDefault() {
      one.prevented = true;
    },
  };
  return one;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('closing the window (ux §6)', () => {
  it('asks the page for its draft, and closes when the page has answered', async () => {
    const { done, close } = world({});
    const closed = event();
    close.onClose(closed);
    await settled();
    expect(closed.prevented).toBe(true);
    expect(done).toEqual(['ask page']);
    close.closeNow();
    await settled();
    expect(done).toEqual(['ask page', 'remember', 'disarm', 'cancel runs', 'destroy']);
    const again = event();
    close.onClose(again);
    expect(again.prevented).toBe(false);
  });

  it('stays, and asks nothing else, when the admin goes back to a token that nobody has yet', async () => {
    const { done, close } = world({ live: ['Contoso'], token: 'stays' });
    close.onQuit(event());
    await settled();
    expect(done).toEqual([]);
  });

  it('keeps a live sync running in the tray unless told otherwise', async () => {
    const { done, close } = world({ live: ['Contoso'] });
    close.onClose(event());
    await settled();
    expect(done).toEqual(['show', 'asked: A live sync of Contoso is going on.', 'hide']);
  });

  it('cancels a live sync and ends when that was chosen', async () => {
    const { done, close } = world({ live: ['Contoso'], answer: 1 });
    close.onQuit(event());
    await settled();
    expect(done.slice(2)).toEqual(['ask page']);
    close.closeNow();
    await settled();
    expect(done.slice(-2)).toEqual(['destroy', 'quit']);
  });

  it('says that an armed apply needs Muster to run (quit.armed)', async () => {
    const { done, close } = world({ armed: { applies: true } });
    close.onQuit(event());
    await settled();
    expect(done[1]).toBe('asked: Muster applies an approved report at TIME only while it runs.');
    expect(done.at(-1)).toBe('hide');
  });

  it('does not wait for a page that is gone', async () => {
    const { done, close } = world({ page: 'gone' });
    close.onQuit(event());
    await settled();
    expect(done).toEqual(['remember', 'disarm', 'cancel runs', 'destroy', 'quit']);
  });

  it('keeps what is armed and what runs when the admin stays for a draft', async () => {
    const { done, close } = world({ armed: { applies: true }, answer: 1 });
    close.onQuit(event());
    await settled();
    expect(done).not.toContain('disarm');
    expect(done).not.toContain('cancel runs');
  });

  it('asks once, however often the cross is pressed meanwhile', async () => {
    const { done, close } = world({ live: ['Contoso'] });
    close.onClose(event());
    close.onClose(event());
    await settled();
    expect(done.filter((one) => one.startsWith('asked'))).toHaveLength(1);
  });

  it('does not quit the app for a close that was kept in the tray after a quit was asked', async () => {
    const { done, close } = world({ live: ['Contoso'] });
    close.onQuit(event());
    await settled();
    close.closeNow();
    expect(done).not.toContain('quit');
  });
});
