import type { Page } from 'playwright-core';

/** Writes down what must never happen in a page: errors that nobody caught, console errors, requests that were refused. */
export function hearTroubles(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error')
      troubles.push(`console error: ${message.text()} ${message.location().url}`);
  });
  page.on('crash', () => troubles.push('the page crashed'));
}
