import { keep, readKept } from './capabilities.ts';
import { LANGUAGES, type LocaleChoice, tagOf } from './locale.ts';

const LANGUAGE = 'diboas.language';
const REGION = 'diboas.region';

/** What this browser's person chose by hand. It is kept in the browser, so that the sign-in page speaks it as well. */
export function readLocaleChoice(): LocaleChoice {
  const kept = readKept(LANGUAGE);
  const region = readKept(REGION);
  return {
    language: LANGUAGES.find((one) => one === kept) ?? null,
    region: region === null ? null : tagOf(region),
  };
}

/** Answers whether the browser could keep it. */
export function keepLocaleChoice({ language, region }: LocaleChoice): boolean {
  return keep(LANGUAGE, language) && keep(REGION, region);
}
