import { describe, expect, it } from 'vitest';
import { localeOf } from '../app/locale.ts';
import { textFor } from '../locales/catalogue-for-tests.ts';
import { inGroups } from '../ui/copy-text.tsx';
import { estimateText } from './estimate-text.ts';
import { formatAge } from './format-time.ts';

const t = textFor('en');
const at = '2026-11-23T12:00:00.000Z';
const after = (ms: number) => Date.parse(at) + ms;

describe('times and estimates for people', () => {
  it('tells the age up to an hour, then the clock, then the date', () => {
    expect(formatAge(at, 'en-US', after(2 * 60_000))).toBe('2 minutes ago');
    expect(formatAge(at, 'en-US', after(30 * 86_400_000))).toMatch(/^Nov 23/);
    expect(formatAge(at, 'en-US', after(400 * 86_400_000))).toMatch(/2026/);
  });

  it.each([
    [60, 300, '1 to 5 minutes'],
    [86_400, 259_200, '1 to 3 days'],
    [10, 90, '10 to 90 seconds'],
    [300, 300, 'about 5 minutes'],
    [3_600, 10_800, '1 to 3 hours'],
  ])('%i to %i seconds is %s', (fromSeconds, toSeconds, text) => {
    expect(estimateText({ fromSeconds, toSeconds, source: 'provider' }, t)).toBe(text);
  });

  it('keeps the words in one language and the figures of the region', () => {
    expect(localeOf('de-DE', 'en')).toBe('en-DE');
    expect(localeOf('en', 'en')).toBe('en');
  });

  it('cuts references into groups of four', () => {
    expect(inGroups('cos_1NfJy5').map(({ text }) => text)).toEqual(['cos_', '1NfJ', 'y5']);
    expect(inGroups('DB-7K2M-4QXP').map(({ text }) => text)).toEqual(['DB-', '7K2M-', '4QXP']);
  });
});
