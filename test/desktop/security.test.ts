// The window's fence on the built app, tried as somebody would who got a script into its page (design §11, R18).
// What the page is asked to do is text, since tests know no DOM types.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowCalls } from '../../src-preload/contract/window-calls.ts';
import { commandOf, type LaunchedApp, launchApp } from './launch-app.ts';
import { heading } from './world/act-in-window.ts';
import { PLACES, showPlace } from './world/places.ts';

const home = mkdtempSync(join(tmpdir(), 'muster-security-'));
const away = 'https://away.example/';
let open: LaunchedApp;
const complaints: string[] = [];
const inPage = (code: string) => open.page.evaluate(code);

beforeAll(async () => {
  open = await launchApp({ home });
  const { page } = open;
  page.setDefaultTimeout(30_000);
  page.on('console', (message) => {
    if (/error|warning/.test(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  // The browser's own log of the page, from its first moment on.
  const cdp = await page.context().newCDPSession(page);
  cdp.on('Log.entryAdded', ({ entry: { level, text, url } }) => {
    if (level === 'error' || level === 'warning') complaints.push(`${text} ${url}`);
  });
  await cdp.send('Log.enable');
  await inPage(`window.broken = [];
    addEventListener('securitypolicyviolation', (e) => broken.push(e.effectiveDirective))`);
});
afterAll(async () => {
  await open.app.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) one.destroy();
  });
  await open.close();
  rmSync(home, { recursive: true, force: true });
});

it('breaks no policy of its own and leaves a clean console on the way through every place', async () => {
  const { page } = open;
  await page.getByRole('button', { name: 'Try it with the demo console' }).click();
  await heading(page)
    .filter({ hasText: /This sync would create/ })
    .waitFor();
  for (const place of PLACES) await showPlace(page, place);
  // Fluent's styles are made by script and need the nonce: a button without them has the browser's own look.
  const border = `getComputedStyle(document.querySelector('.fui-Button')).borderRadius`;
  expect(await inPage(border)).not.toBe('0px');
  expect(await inPage('broken')).toEqual([]);
  expect(complaints).toEqual([]);
});

describe('the page', () => {
  it('has nothing of Node or Electron', async () => {
    const names = [
      'require',
      'process',
      'Buffer',
      'module',
      'exports',
      'global',
      '__dirname',
      'setImmediate',
      'ipcRenderer',
      'electron',
    ];
    expect(await inPage(`${JSON.stringify(names)}.filter((name) => name in window)`)).toEqual([]);
  });

  it('has the named methods and no more, and cannot put others in their place', async () => {
    const names = [...Object.keys(windowCalls), 'on', 'pathOfFile'].sort();
    expect(await inPage('Object.keys(muster).sort()')).toEqual(names);
    expect(
      await inPage(`(() => {
      const known = muster.readStart;
      try { muster.readStart = () => 'mine'; } catch { /* A frozen bridge says so in strict code. */ }
      try { muster.invoke = () => 'mine'; } catch { /* The same. */ }
      return [muster.readStart === known, 'invoke' in muster];
    })()`),
    ).toEqual([true, false]);
    expect(
      await inPage(
        `(() => { try { muster.on('muster:call:takeToken', () => {}); } catch (e) { return 'refused'; } })()`,
      ),
    ).toBe('refused');
  });

  it('is refused what does not fit the contract', async () => {
    const tried = [
      `muster.openLink({ link: '${away}' })`,
      `muster.openLink({ link: 'file:///etc/passwd' })`,
      `muster.openLink({ link: '__proto__' })`,
      `muster.listReports({ tenantId: 'x'.repeat(1e6) })`,
      `muster.listReports({ tenantId: 't', admin: true })`,
      `muster.readStart('all')`,
    ];
    const said = await inPage(
      `Promise.all([${tried.join()}].map((one) => one.then(({ ok }) => ok, () => 'refused')))`,
    );
    expect(said).toEqual([false, false, false, 'refused', 'refused', 'refused']);
    expect(await inPage(`muster.openLink({ link: '${away}' }).then(({ failure }) => failure.sentence)`)).toBe(
      'Muster opens only addresses of its own list.',
    );
  });

  it('gets no bridge through a frame that it makes', async () => {
    const found =
      await inPage(`Promise.all(['about:blank', 'index.html', '${away}', 'data:text/html,<p>'].map((src) => new Promise((resolve) => {
      const frame = document.createElement('iframe');
      const look = () => {
        let seen;
        try { seen = typeof frame.contentWindow.muster + typeof frame.contentWindow.require; } catch { seen = 'closed'; }
        frame.remove();
        resolve(seen);
      };
      frame.onload = look;
      setTimeout(look, 200);
      frame.src = src;
      document.body.append(frame);
    })))`);
    const none = expect.stringMatching(/^(undefinedundefined|closed)$/);
    expect(found).toEqual([none, none, none, none]);
  });
});

describe('going elsewhere', () => {
  const link = (href: string, more = '') =>
    `(() => { const a = document.createElement('a'); a.href = ${JSON.stringify(href)}; ${more}; document.body.append(a); a.click(); a.remove(); })()`;
  const ways: Record<string, string> = {
    'by location.href': `location.href = '${away}'`,
    'by location.replace': `location.replace('${away}')`,
    'by location.assign to the other page': `location.assign('token.html')`,
    'to a file': `location.href = 'file:///etc/passwd'`,
    'to data:': `location.href = 'data:text/html,<p>away'`,
    'by a link': link(away),
    'by a javascript: link': link(`javascript:document.body.textContent='away'`),
    'by a link to a new window': link(away, `a.target = '_blank'`),
    'by a download': link('index.html', `a.download = 'page.html'`),
    'by a form': `(() => { const form = document.createElement('form'); form.action = '${away}'; document.body.append(form); form.submit(); form.remove(); })()`,
    'by meta refresh': `(() => { const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=${away}'; document.head.append(meta); setTimeout(() => meta.remove(), 80); })()`,
    'by window.open': `void window.open('${away}', 'away')`,
    'by going forward and back': `(() => { history.forward(); history.go(1); })()`,
  };

  it.each(Object.entries(ways))('%s is refused', async (_name, code) => {
    await inPage('window.stays = true');
    await inPage(`(() => { try { ${code}; } catch { /* Refused at once is as good. */ } })()`);
    await inPage('new Promise((resolve) => setTimeout(resolve, 120))');
    expect(await inPage('window.stays')).toBe(true);
    expect(await heading(open.page).isVisible()).toBe(true);
    expect(open.app.windows()).toHaveLength(1);
  });

  it('by a file or an address dropped on the window is refused', async () => {
    const file = join(home, 'dropped.html');
    writeFileSync(file, '<p>away');
    const cdp = await open.page.context().newCDPSession(open.page);
    await inPage('window.stays = true');
    const items = [{ mimeType: 'text/uri-list', data: away }];
    for (const data of [
      { items: [], files: [file], dragOperationsMask: 1 },
      { items, dragOperationsMask: 1 },
    ]) {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await cdp.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
    await inPage('new Promise((resolve) => setTimeout(resolve, 120))');
    expect(await inPage('window.stays')).toBe(true);
    expect(open.app.windows()).toHaveLength(1);
  });
});

describe('code and styles from outside', () => {
  const element = (name: string, set: string) =>
    `(() => { const one = document.createElement('${name}'); ${set}; document.head.append(one); })()`;
  const ways: Record<string, string> = {
    'an inline script': element('script', `one.append('window.away = 1')`),
    'a script of the network': element('script', `one.setAttribute('src', '${away}a.js')`),
    'a script in an address': element(
      'script',
      `one.setAttribute('src', 'data:text/javascript,window.away=1')`,
    ),
    eval: `eval('window.away = 1')`,
    'new Function': `muster.readStart.constructor('window.away = 1')()`,
    'a timer of text': `setTimeout('window.away = 1')`,
    'an inline handler': `(() => { document.body.setAttribute('onclick', 'window.away = 1'); document.body.click(); document.body.removeAttribute('onclick'); })()`,
    'markup from text': `document.createElement('div').innerHTML = '<img src=x onerror="window.away = 1">'`,
    'a module in an address': `import('data:text/javascript,window.away=1').catch(() => {})`,
    'a worker': `new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))`,
    'a service worker': `navigator.serviceWorker.register('index.js')`,
    'a policy that trusts all text': `trustedTypes.createPolicy('any', { createHTML: (text) => text, createScript: (text) => text })`,
  };
  it.each(Object.entries(ways))('%s does not run', async (_name, code) => {
    await inPage(`window.broken.length = 0`);
    // Later, by the page itself: what the debugger evaluates is not bound by the policy.
    const refused = await inPage(`new Promise((resolve) => setTimeout(() => {
      try { const made = ${code}; Promise.resolve(made).then(() => resolve(false), () => resolve(true)); } catch { resolve(true); }
    }))`);
    await inPage('new Promise((resolve) => setTimeout(resolve, 100))');
    expect(await inPage('window.away')).toBeUndefined();
    expect(refused || (await inPage('broken.length > 0'))).toBe(true);
  });

  it('a style without the nonce has no effect', async () => {
    await inPage(`window.broken.length = 0`);
    await inPage(element('style', `one.textContent = 'body { display: none !important }'`));
    expect(await inPage(`getComputedStyle(document.body).display`)).not.toBe('none');
    expect(await inPage('broken')).toContain('style-src-elem');
  });
});

describe('the network', () => {
  const local = 'http://127.0.0.1:9/';
  const ways: Record<string, string> = {
    fetch: `fetch('${away}')`,
    'fetch from this computer': `fetch('${local}')`,
    'fetch of a page of ours': `fetch('index.html')`,
    XMLHttpRequest: `new Promise((resolve, reject) => { const x = new XMLHttpRequest(); x.onload = resolve; x.onerror = reject; x.open('GET', '${away}'); x.send(); })`,
    WebSocket: `new Promise((resolve, reject) => { const w = new WebSocket('wss://away.example/'); w.onopen = resolve; w.onerror = reject; })`,
    EventSource: `new Promise((resolve, reject) => { const s = new EventSource('${away}'); s.onopen = resolve; s.onerror = (e) => { s.close(); reject(e); }; })`,
    'a picture': `new Promise((resolve, reject) => { const i = new Image(); i.onload = resolve; i.onerror = reject; i.src = '${away}a.png?secret'; })`,
    'a font': `new FontFace('away', 'url(${away}a.woff2)').load()`,
    'a style sheet': `new Promise((resolve, reject) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.onload = resolve; l.onerror = reject; l.href = '${away}a.css'; document.head.append(l); })`,
  };
  it.each(Object.entries(ways))('is out of reach of %s', async (_name, code) => {
    const broken = `const before = broken.length; return one.then(() => 'reached', () => broken.length > before ? 'policy' : 'refused')`;
    expect(await inPage(`(() => { const one = (() => ${code})(); ${broken}; })()`)).toMatch(
      /^(policy|refused)$/,
    );
  });

  it('is told nothing by a beacon', async () => {
    await inPage(`window.broken.length = 0`);
    await inPage(`navigator.sendBeacon('${away}', 'secret')`);
    await expect.poll(() => inPage('broken')).toContain('connect-src');
  });
});

describe('permissions', () => {
  it('are all refused', async () => {
    const denied = await inPage(`Promise.all([
      new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('given'), () => resolve('refused'))),
      Notification.requestPermission().then((given) => given === 'granted' ? 'given' : 'refused'),
      ...[() => navigator.mediaDevices.getUserMedia({ video: true }), () => navigator.mediaDevices.getUserMedia({ audio: true }),
        () => navigator.mediaDevices.getDisplayMedia(), () => navigator.clipboard.readText(),
        () => navigator.requestMIDIAccess({ sysex: true }),
      ].map(async (ask) => { try { await ask(); return 'given'; } catch { return 'refused'; } }),
    ])`);
    expect(denied).toEqual(Array.from({ length: 7 }, () => 'refused'));
    const states =
      await inPage(`Promise.all(['geolocation', 'camera', 'microphone', 'clipboard-read', 'notifications', 'midi'].map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => state, () => 'denied')))`);
    expect(states).toEqual(Array.from({ length: 6 }, () => 'denied'));
  });
});

describe('a second start', () => {
  it('ends at once and brings the first one back into sight', async () => {
    const minimized = () =>
      open.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized()));
    await open.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    await expect.poll(minimized).toEqual([true]);
    const { executablePath, args, cwd, env } = commandOf({ home });
    const second = spawn(executablePath, [...args], { cwd, env, stdio: 'ignore' });
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
    await expect.poll(minimized).toEqual([false]);
  });
});

it('logged what it turned away, by kind and without an address', () => {
  const log = readFileSync(join(home, 'logs', 'muster.log'), 'utf8');
  for (const kind of ['page.navigation-refused', 'page.new-window-refused', 'page.permission-refused'])
    expect(log).toContain(kind);
  expect(log).not.toContain('away.example');
});
