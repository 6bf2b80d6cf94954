// Draws the icons of window and tray from resources/icons/muster.svg, with the installed Chromium.
// Run after a change of the drawing: node scripts/make-icons.mjs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './set-up-or-exit.mjs';

const folder = join(root, 'resources', 'icons');
const drawing = readFileSync(join(folder, 'muster.svg'), 'utf8');
const sizes = { 'window.png': 512, 'tray.png': 16, 'tray@2x.png': 32 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const [name, size] of Object.entries(sizes)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
  );
  await page.screenshot({ path: join(folder, name), omitBackground: true });
  await page.close();
}
await browser.close();
