import type { Page } from 'playwright-core';

/** Drops files on a place of the page as the desktop does: Chromium gives them their real paths. */
export async function dropFiles(page: Page, place: string, files: readonly string[]): Promise<void> {
  const box = await page.locator(place).first().boundingBox();
  if (!box) throw new Error(`There is no ${place} to drop on.`);
  const at = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + Math.min(box.height / 2, 200)) };
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
  await cdp.detach();
}
