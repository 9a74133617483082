/**
 * The language of the words with the region of the figures: "en-DE" writes English day names and German figures.
 * The browser's region is kept even when its language is not offered.
 */
export function localeOf(browser: string, language: string): string {
  const region = new Intl.Locale(browser).region;
  return region ? `${language}-${region}` : language;
}
