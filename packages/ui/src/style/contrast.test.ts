import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function tokens(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--color-([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

/** WCAG 2.2 relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['paper', 'surface', 'sunken'];
const TEXTS = ['ink', 'muted', 'brand', 'brand-hover', 'gain', 'loss', 'warn', 'info'];
const PAIRS: readonly (readonly [text: string, ground: string, least: number])[] = [
  ...GROUNDS.flatMap((ground) => TEXTS.map((text) => [text, ground, 4.5] as const)),
  ...['gain', 'loss', 'warn', 'info'].map((tone) => [tone, `${tone}-tint`, 4.5] as const),
  ...['gain-tint', 'loss-tint', 'warn-tint', 'info-tint', 'brand-tint'].map(
    (tint) => ['ink', tint, 4.5] as const,
  ),
  ['brand', 'brand-tint', 4.5],
  ['on-brand', 'brand', 4.5],
  ['on-brand', 'brand-hover', 4.5],
  ...GROUNDS.map((ground) => ['control', ground, 3] as const),
  ...GROUNDS.map((ground) => ['focus', ground, 3] as const),
];

describe.each([
  ['light', tokens(light)],
  ['dark', new Map([...tokens(light), ...tokens(dark)])],
] as const)('contrast in %s (WCAG 1.4.3 and 1.4.11)', (_, theme) => {
  it.each(PAIRS)('%s on %s is at least %s', (text, ground, least) => {
    expect(contrast(theme.get(text) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(least);
  });
});
