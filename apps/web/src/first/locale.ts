import { attempt } from './capabilities.ts';

/** The languages the app speaks. A language of the browser is offered in the form that is here. */
export const LANGUAGES = ['en', 'pt-BR', 'es', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words' language, and how figures and times are written. */
export interface Locale {
  readonly language: Language;
  /**
   * A language tag for figures: the person's own, so that they read numbers as at home. Where the words are in another
   * language than the tag's it ends in `-x-` and that language, which the times take for the names of days and months.
   */
  readonly region: string;
}

/** What the person chose by hand; null where the browser decides. */
export interface LocaleChoice {
  readonly language: Language | null;
  readonly region: string | null;
}

const FALLBACK = 'en-US';

/** The locale for what the browser says, which may be anything: `en-US@posix`, `C`, nothing. */
export function localeOf(
  browser: readonly string[],
  chosen: LocaleChoice = { language: null, region: null },
): Locale {
  const tags = browser.flatMap((said) => tagOf(said) ?? []);
  const language = chosen.language ?? tags.map((tag) => languageOf(tag)).find((one) => one !== null) ?? 'en';
  const own = (chosen.region === null ? null : tagOf(chosen.region)) ?? tags[0] ?? FALLBACK;
  return { language, region: sameLanguage(own, language) ? own : `${own}-x-${language.toLowerCase()}` };
}

/** A tag that figures and times can be written by; null for what is none. Mends the forms of POSIX: `pt_BR.UTF-8`. */
export function tagOf(said: string): string | null {
  const mended = said
    .trim()
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-');
  const tag = attempt(() => Intl.getCanonicalLocales(mended)[0]);
  if (tag === undefined) return null;
  // The extensions may ask for digits or calendars that the words around them do not use.
  const plain = tag.replace(/-[a-z0-9]-.*$/i, '');
  return isWritten(plain) ? withRegion(plain) : null;
}

/** Whether a browser writes figures so. The first such question takes it long, so it is not asked of our own languages. */
function isWritten(tag: string): boolean {
  if (languageOf(tag) !== null) return true;
  return attempt(() => Intl.NumberFormat.supportedLocalesOf(tag).length > 0) ?? false;
}

/** "de" writes its figures as Germany does; some languages write none at all without a country. */
function withRegion(tag: string): string {
  if (/-([a-z]{2}|\d{3})(-|$)/i.test(tag)) return tag;
  const region = attempt(() => new Intl.Locale(tag).maximize().region);
  return region === undefined ? tag : `${tag}-${region}`;
}

/** The offered language that a tag asks for: its own form, or the one of the same language. */
function languageOf(tag: string): Language | null {
  return LANGUAGES.find((one) => sameLanguage(tag, one)) ?? null;
}

function sameLanguage(one: string, other: string): boolean {
  return one.split('-', 1)[0]?.toLowerCase() === other.split('-', 1)[0]?.toLowerCase();
}

export function isLanguage(tag: string): tag is Language {
  return LANGUAGES.some((one) => one === tag);
}

/** "Deutsch", "Português (Brasil)": a tag by its name in a language, or as it is where the browser knows no names. */
export function nameOfTag(tag: string, language: Language): string {
  const plain = tag.replace(/-x-.*$/, '');
  const name = attempt(() => new Intl.DisplayNames([language], { type: 'language' }).of(plain)) ?? plain;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
