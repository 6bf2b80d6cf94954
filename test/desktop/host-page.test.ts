// What a page of the stand-in host is given and what it is kept from. Page code is text, since tests know no DOM types.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, openFixture } from '../desktop-host/open-fixture.ts';

let fixture: Fixture;
const folder = mkdtempSync(join(tmpdir(), 'muster-files-'));
const inPage = (code: string) => fixture.page.evaluate(code);

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('between page and main', () => {
  it('has the bridge before the first script of the page', async () => {
    expect(await inPage('window.bridgeAtStart')).toBe('object');
  });

  it('carries values as structured clone does', async () => {
    const arrived = await inPage(`bridge.echo({
      date: new Date(5), bytes: new Uint8Array([1, 2]), map: new Map([['a', undefined]]), set: new Set([1]),
      error: new RangeError('far'), list: [1, null, -0, NaN], big: 10n,
    }).then((v) => [v.date.getTime(), [...v.bytes], v.bytes instanceof Uint8Array, [...v.map], [...v.set],
      v.error instanceof Error && v.error.message, v.list.map((n) => Object.is(n, -0) ? '-0' : String(n)), String(v.big)])`);
    expect(arrived).toEqual([
      5,
      [1, 2],
      true,
      [['a', undefined]],
      [1],
      'far',
      ['1', 'null', '-0', 'NaN'],
      '10',
    ]);
  });

  it('words errors as Electron does', async () => {
    const said = await inPage(
      `Promise.all(['fail', 'missing', 'unclonable'].map((name) => bridge[name]().catch((e) => e.message)))`,
    );
    expect(said).toEqual([
      "Error invoking remote method 'fail': TypeError: not today",
      "Error invoking remote method 'missing': Error: No handler registered for 'missing'",
      "Error invoking remote method 'unclonable': An object could not be cloned.",
    ]);
  });

  it('brings messages of main to listeners, until they are taken away', async () => {
    const heard = await inPage(`new Promise((resolve) => {
      const all = [];
      const off = bridge.onTold((text) => { all.push(text); off(); bridge.tell('two'); setTimeout(() => resolve(all), 200); });
      bridge.tell('one');
    })`);
    expect(heard).toEqual(['one!']);
  });

  it('gives the page copies, and functions that answer and throw at once', async () => {
    const seen = await inPage(`[
      bridge.sync(1), Object.isFrozen(bridge), typeof require, typeof process, bridge.requireFs(),
      (() => { try { bridge.throws(); } catch (e) { return e.message; } })(),
    ]`);
    expect(seen).toEqual([2, true, 'undefined', 'undefined', 'module not found: node:fs', 'out of range']);
  });

  it('tells main the true sender: frame, address and origin of the app', async () => {
    await inPage('bridge.echo(1)');
    const { frames } = await fixture.seen();
    expect(frames.at(-1)).toEqual({ url: 'app://main/', origin: 'app://main', top: true, main: true });
  });

  it('gives a subframe no bridge', async () => {
    const said = await inPage(`new Promise((resolve) => {
      addEventListener('message', ({ data }) => resolve(data), { once: true });
      const frame = document.createElement('iframe');
      frame.src = '/frame.html';
      document.body.append(frame);
    })`);
    expect(said).toEqual({ bridge: 'undefined' });
  });
});

describe('what a page may load', () => {
  it("comes from main's protocol handler, with its status", async () => {
    expect(
      await inPage(`Promise.all(['page.js', 'none'].map((one) => fetch(one).then(({ status }) => status)))`),
    ).toEqual([200, 404]);
  });

  it('is bound by the policy that main sent', async () => {
    expect(await inPage('window.inlineRan')).toBeUndefined();
    const blocked = await inPage(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
    })`);
    expect(blocked).toBe('script-src-elem');
    expect(await inPage('window.inlineRan')).toBeUndefined();
  });

  it('is nothing from the network, though the policy would allow it', async () => {
    expect(await inPage(`fetch('https://example.com/').catch((e) => e.message)`)).toBe('Failed to fetch');
    expect((await fixture.seen()).requests).toContain('https://example.com/');
  });

  it('is nothing that main cancels in webRequest', async () => {
    expect(await inPage(`fetch('/cancelled').catch((e) => e.message)`)).toBe('Failed to fetch');
    expect((await fixture.seen()).requests).toContain('app://main/cancelled');
  });
});

describe('where a page may go', () => {
  it('is asked of main: links, scripts, new windows', async () => {
    await inPage(`location.href = 'https://example.com/away'`);
    await expect.poll(async () => (await fixture.seen()).navigations).toEqual(['https://example.com/away']);
    expect(await inPage(`window.open('https://example.com/new')`)).toBeNull();
    await inPage(`(() => {
      const link = document.createElement('a');
      link.href = '/second.html';
      link.target = '_blank';
      link.id = 'new-window';
      link.textContent = 'new window';
      document.body.append(link);
    })()`);
    await fixture.page.click('#new-window');
    await expect
      .poll(async () => (await fixture.seen()).popups)
      .toEqual(['https://example.com/new', 'app://main/second.html']);
    expect(await fixture.page.getByRole('heading', { name: 'Hello' }).isVisible()).toBe(true);
    expect(fixture.app.windows()).toHaveLength(1);
  });

  it("is refused what main's permission handler refuses", async () => {
    const said = await inPage(`Promise.all([
      navigator.clipboard.readText().catch((e) => e.name),
      Notification.requestPermission(),
      new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve(0), (e) => resolve(e.code))),
    ])`);
    expect(said).toEqual(['NotAllowedError', 'denied', 1]);
    expect((await fixture.seen()).permissions).toEqual(['clipboard-read', 'notifications', 'geolocation']);
  });
});

describe('how a permission stands', () => {
  it("is what main's check handler says", async () => {
    const said = await inPage(`Promise.all(['geolocation', 'clipboard-read'].map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => state)))`);
    expect(said).toEqual(['denied', 'denied']);
  });
});

describe('files', () => {
  it('have their path when they are chosen or dropped, and none when a script made them', async () => {
    const chosen = join(folder, 'chosen.csv');
    const dropped = join(folder, 'dropped.csv');
    writeFileSync(chosen, 'a,b');
    writeFileSync(dropped, 'c,d');
    await inPage(`(() => {
      window.paths = [];
      document.body.innerHTML = '<input type="file" id="choose"><div id="drop">drop here</div>';
      document.querySelector('#choose').addEventListener('change', (e) => paths.push(bridge.pathOf(e.target.files[0])));
      const drop = document.querySelector('#drop');
      for (const type of ['dragenter', 'dragover']) drop.addEventListener(type, (e) => e.preventDefault());
      drop.addEventListener('drop', (e) => { e.preventDefault(); paths.push(bridge.pathOf(e.dataTransfer.files[0])); });
    })()`);
    await fixture.page.setInputFiles('#choose', chosen);
    await expect.poll(() => inPage('paths')).toEqual([chosen]);
    const box = await fixture.page.locator('#drop').boundingBox();
    const at = { x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5 };
    const cdp = await fixture.page.context().newCDPSession(fixture.page);
    const data = { items: [], files: [dropped], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
    await expect.poll(() => inPage('paths')).toEqual([chosen, dropped]);
    expect(await inPage(`bridge.pathOf(new File(['x'], 'made.csv'))`)).toBe('');
  });
});
