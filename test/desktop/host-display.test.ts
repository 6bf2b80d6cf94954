// On a display, windows have the size that the app gave them, and everything works as it does headless.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fixture, openFixture } from '../desktop-host/open-fixture.ts';

let display: ChildProcess;
let fixture: Fixture;

beforeAll(async () => {
  // Xvfb finds a free display number by itself and writes it to the descriptor.
  display = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = display.stdout ? await once(display.stdout, 'data') : [];
  fixture = await openFixture({ MUSTER_HOST_HEADLESS: '0', DISPLAY: `:${String(number).trim()}` });
});
afterAll(async () => {
  await fixture?.close();
  display?.kill();
});

it('opens a window of the size that was asked for, and moves it', async () => {
  expect(await fixture.page.evaluate('navigator.userAgent')).not.toContain('Headless');
  expect(await fixture.page.evaluate('[innerWidth, innerHeight]')).toEqual([900, 600]);
  const window = await fixture.app.browserWindow(fixture.page);
  await window.evaluate((one) => one.setBounds({ x: 20, y: 30, width: 700, height: 500 }));
  await expect
    .poll(() => fixture.page.evaluate('[innerWidth, innerHeight, screenX, screenY]'))
    .toEqual([700, 500, 20, 30]);
});

it('opens a second window beside it, and has the bridge in both', async () => {
  const next = fixture.app.waitForEvent('window');
  await fixture.page.evaluate('bridge.modal()');
  const modal = await next;
  await modal.getByRole('heading', { name: 'Second' }).waitFor();
  expect(await modal.evaluate('bridge.echo(7)')).toBe(7);
  expect(await fixture.page.evaluate('bridge.echo(8)')).toBe(8);
  await Promise.all([modal.waitForEvent('close'), modal.close()]);
});
