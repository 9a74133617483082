import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, NARROW } from './browser.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that look at colours. All others see the same in any colours, at the same width. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none', viewport: DESKTOP, rules: 'all' },
  dark: { colorScheme: 'dark', forcedColors: 'none', viewport: DESKTOP, rules: 'of colours' },
  'forced colours': {
    colorScheme: 'light',
    forcedColors: 'active',
    viewport: DESKTOP,
    rules: 'of colours',
  },
  'light at 320 px': { colorScheme: 'light', forcedColors: 'none', viewport: NARROW, rules: 'all' },
  'dark at 320 px': { colorScheme: 'dark', forcedColors: 'none', viewport: NARROW, rules: 'of colours' },
} as const;

/** Its smaller build, since every page that is looked at has to read all of it first. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Seen {
  readonly violations: readonly string[];
  /** By how much the page is wider than the screen. */
  readonly overflow: number;
}

/**
 * What there is to see once nothing moves any more, in one question, since each costs a way there and back. Of rules that hold
 * nothing is told: it would be most of the answer.
 */
function lookBy(rules: 'all' | 'of colours'): string {
  const runOnly = rules === 'all' ? { type: 'tag', values: TAGS } : { type: 'rule', values: COLOUR_RULES };
  return `(async () => {
    const isMoving = () => document.getAnimations().some((one) => one.playState === 'running');
    while (isMoving()) await new Promise((resolve) => setTimeout(resolve, 20));
    const { violations } = await axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'] })});
    return {
      violations: violations.map(({ id, nodes }) =>
        id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')),
      overflow: document.documentElement.scrollWidth - innerWidth,
    };
  })()`;
}

/**
 * Looks at the page as it stands in every look: no violation, and nothing wider than the screen. Axe is put into it once; no
 * page of ours has frames to look into.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(`${AXE}; 0`);
  for (const [look, { viewport, rules, ...media }] of Object.entries(LOOKS)) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    if (page.viewportSize()?.width !== viewport.width) await page.setViewportSize(viewport);
    const { violations, overflow } = await page.evaluate<Seen>(lookBy(rules));
    expect(violations, `${name}, ${look}`).toEqual([]);
    expect(overflow, `${name}, ${look}: wider than the screen`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
  await page.setViewportSize(DESKTOP);
}
