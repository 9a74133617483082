import { afterEach, describe, expect, it, vi } from 'vitest';
import { textFor } from '../words/locales/catalogue-for-tests.ts';
import { estimateText } from './estimate-text.ts';
import { formatAge, formatMoment, formatShort } from './format-time.ts';
import { agePhrase } from './moment-phrase.ts';

const t = textFor('en');
const at = '2026-11-23T12:00:00.000Z';
/** At 18:00 in New York banks settle for the last time. */
const BY_BANK = {
  ...{ fromSeconds: 86_400, toSeconds: 259_200, source: 'provider' as const },
  days: { from: '2026-11-30', to: '2026-12-02', lastAt: '2026-12-02T23:00:00.000Z' },
} as const;
const after = (ms: number) => Date.parse(at) + ms;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('times and estimates for people', () => {
  it('N11 tells the age up to an hour, then the clock, then the date', () => {
    expect(formatAge(at, 'en-US', after(2 * 60_000))).toBe('2 minutes ago');
    vi.stubEnv('TZ', 'UTC');
    expect(formatAge(at, 'en-US', after(59 * 60_000))).toBe('59 minutes ago');
    expect(formatAge(at, 'en-US', after(60 * 60_000))).toMatch(/^12:00\sPM$/);
    expect(formatAge(at, 'en-US', after(30 * 86_400_000))).toMatch(/^Nov 23/);
    expect(formatAge(at, 'en-US', after(400 * 86_400_000))).toMatch(/2026/);
  });

  it('is just now for a minute, and for what our clock, a moment behind the server’s, takes for yet to come', () => {
    for (const ms of [-1_500, 0, 59_999]) {
      expect(agePhrase(at, t, { region: 'en-US', now: after(ms) })).toBe('just now');
    }
    expect(agePhrase(at, t, { region: 'en-US', now: after(60_000) })).toBe('1 minute ago');
  });

  it.each([
    [60, 300, 'in 1 to 5 minutes'],
    [10, 90, 'in 10 to 90 seconds'],
    [300, 300, 'in about 5 minutes'],
    [3_600, 10_800, 'in 1 to 3 hours'],
    [86_400, 172_800, 'in 24 to 48 hours'],
  ])('%i to %i seconds is %s', (fromSeconds, toSeconds, text) => {
    expect(estimateText({ fromSeconds, toSeconds, source: 'provider', days: null }, t, 'en-US')).toBe(text);
  });

  it.each([
    ['en', 'en-US', 'by Wednesday, December 2'],
    ['pt-BR', 'pt-BR', 'até quarta-feira, 2 de dezembro'],
    ['es', 'es-ES', 'a más tardar el miércoles, 2 de diciembre'],
    ['de', 'de-DE', 'bis Mittwoch, 2. Dezember'],
  ] as const)('R21 names the day that banks bring it, in %s', (language, region, text) => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(estimateText(BY_BANK, textFor(language), region)).toBe(text);
  });

  it.each([
    ['America/Los_Angeles', 'Wednesday'],
    ['UTC', 'Wednesday'],
    ['Europe/Berlin', 'Wednesday'],
    ['Asia/Tokyo', 'Thursday'],
  ])('R21 names in %s the day that it is there', (zone, day) => {
    vi.stubEnv('TZ', zone);
    expect(estimateText(BY_BANK, t, 'en-US')).toContain(`by ${day},`);
  });

  it.each([
    ['en-US', '2:02 PM'],
    ['de-DE', '14:02'],
    ['pt-BR', '14:02'],
    ['fr-FR-x-en', '14:02'],
  ])('tells the clock in %s as %s', (region, text) => {
    const noon = new Date(2026, 10, 23, 14, 2).toISOString();
    expect(formatShort(noon, region, Date.parse(noon)).replaceAll('\u202f', ' ')).toBe(text);
  });

  it('names days in the language of the words, and in the calendar they count by', () => {
    const day = new Date(2026, 10, 28, 12).toISOString();
    const told = (region: string) => formatMoment(day, region, Date.parse(day) + 5 * 86_400_000);
    expect(told('en-US')).toMatch(/^Saturday, November 28/);
    expect(told('fr-FR-x-en')).toMatch(/^Saturday,? 28 November/);
    expect(told('fr-BR-x-en')).toMatch(/^Saturday,? 28 November/);
    expect(told('fa-IR-x-en')).toMatch(/^Saturday,? 28 November/);
    expect(told('pt-BR')).toMatch(/^sábado, 28 de novembro/);
  });

  it('tells a time even where the region is none', () => {
    expect(formatMoment(at, 'en_US@posix', after(86_400_000))).toMatch(/November 23/);
    expect(formatAge(at, 'rubbish!', after(30 * 86_400_000))).toMatch(/23/);
  });
});
