// Who may call: the main frame, of a window of ours, at exactly our origin (design §11).
import { describe, expect, it } from 'vitest';
import { type Frame, refusalOf } from '../../src-main/ipc/trusted-frame.ts';

const ORIGIN = 'app://muster';
const frameAt = (url: string, parent: Frame | null = null): Frame => ({ url, parent });
const ours = frameAt(`${ORIGIN}/index.html`);

describe('a call', () => {
  it('of our window is heard, with any path, query and hash', () => {
    expect(refusalOf(ours, 'main', 'main', ORIGIN)).toBeUndefined();
    expect(refusalOf(frameAt(`${ORIGIN}/token.html`), 'token', 'token', ORIGIN)).toBeUndefined();
    expect(refusalOf(frameAt(`${ORIGIN}/?a=1#b`), 'main', 'main', ORIGIN)).toBeUndefined();
  });

  it('of a frame that has gone is refused', () => {
    expect(refusalOf(null, 'main', 'main', ORIGIN)).toBe('no frame');
  });

  it('of a subframe is refused, though it shows our own page', () => {
    expect(refusalOf(frameAt(ours.url, ours), 'main', 'main', ORIGIN)).toBe('not the main frame');
  });

  it('of a window that is none of ours is refused, and of the other window too', () => {
    for (const role of [undefined, 'token'] as const)
      expect(refusalOf(ours, role, 'main', ORIGIN)).toBe('not a window of ours');
    expect(refusalOf(ours, 'main', 'token', ORIGIN)).toBe('not a window of ours');
  });

  it.each([
    '',
    'about:blank',
    'app://muster',
    'app:muster/index.html',
    'app:///muster/index.html',
    'app://muster.evil/index.html',
    'app://musterx/index.html',
    'app://muster@evil/index.html',
    'app://me@muster/index.html',
    'app://me:secret@muster/index.html',
    'app://muster:80/index.html',
    'app://MUSTER/index.html',
    'APP://muster/index.html',
    'app://muster\\@evil/index.html',
    'app://muster%2f@evil/index.html',
    'app://evil/app://muster/index.html',
    'application://muster/index.html',
    'https://muster/index.html',
    'http://muster/index.html',
    'file:///muster/index.html',
    'file://muster/index.html',
    'data:text/html,app://muster/',
    'blob:app://muster/0c5d',
    'javascript:app://muster/',
    ' app://muster/index.html',
  ])('from %j is refused', (url) => {
    expect(refusalOf(frameAt(url), 'main', 'main', ORIGIN)).toBe('not our origin');
  });
});
