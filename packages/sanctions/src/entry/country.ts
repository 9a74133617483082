// From a country's name, as lists write it, to its code.

/** The list's own spellings, folded, beside the English names of ISO 3166. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'bosnia and herzegovina': 'BA',
  burma: 'MM',
  'cabo verde': 'CV',
  'cape verde': 'CV',
  'congo democratic republic of the': 'CD',
  'democratic republic of the congo': 'CD',
  'congo republic of the': 'CG',
  'cote d ivoire': 'CI',
  'czech republic': 'CZ',
  czechia: 'CZ',
  'democratic people s republic of korea': 'KP',
  'korea north': 'KP',
  'korea south': 'KR',
  'republic of korea': 'KR',
  'hong kong': 'HK',
  'iran islamic republic of': 'IR',
  'islamic republic of iran': 'IR',
  'lao people s democratic republic': 'LA',
  macau: 'MO',
  'macedonia the former yugoslav republic of': 'MK',
  palestinian: 'PS',
  'region gaza': 'PS',
  'west bank': 'PS',
  'republic of moldova': 'MD',
  'russian federation': 'RU',
  'state of palestine': 'PS',
  'syrian arab republic': 'SY',
  'tanzania united republic of': 'TZ',
  'the gambia': 'GM',
  turkey: 'TR',
  turkiye: 'TR',
  'united kingdom of great britain and northern ireland': 'GB',
  'united republic of tanzania': 'TZ',
  'united states of america': 'US',
  'venezuela bolivarian republic of': 'VE',
  'viet nam': 'VN',
};

/** Codes that Unicode has names for and no country has: groups of countries, and what is none at all. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB']);

/** The country of a name or of a code; null for one we do not know, or for none. */
export type CountryReader = (text: string) => string | null;

/** Made once and handed on: it asks for a name of every two letters there are. */
export function createCountryReader(): CountryReader {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = letters.flatMap((one) => letters.map((other) => `${one}${other}`));
  const known = codes.filter((code) => !NO_COUNTRY.has(code) && names.of(code) !== undefined);
  const byName = new Map(known.map((code) => [foldCountry(names.of(code) ?? ''), code]));
  for (const [name, code] of Object.entries(OTHER_NAMES)) byName.set(name, code);
  const byCode = new Set(known);
  return (text) => (byCode.has(text) ? text : (byName.get(foldCountry(text)) ?? null));
}

function foldCountry(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/&/g, ' and ')
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
