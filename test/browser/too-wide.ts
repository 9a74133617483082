import type { Page } from 'playwright-core';

/** The beginnings of all elements that reach beyond the right edge of the window; of what nobody sees none. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('body *')]
      .filter((one) => !one.closest('.visually-hidden'))
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
      .map((one) => one.outerHTML.slice(0, 160))
  `);
}
