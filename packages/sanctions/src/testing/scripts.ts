// Names as they are written in other scripts: what a customer types whose name a list has in Latin letters.
import type { NamingLanguage } from './languages.ts';

type Script = NonNullable<NamingLanguage['script']>;

/** Letters by letters, the longest first; `_` is not written. Arabic writes no short vowels. */
const LETTERS: Readonly<Record<Script, Readonly<Record<string, string>>>> = {
  cyrillic:
    letters(`shch щ zh ж kh х ts ц ch ч sh ш yu ю ya я ye е a а b б v в g г d д e е z з i и k к l л m м n н o о p п r р
    s с t т u у f ф y й h х c к j ж w в x кс q к`),
  greek:
    letters(`th θ ch χ ps ψ ou ου a α b μπ v β g γ d δ e ε z ζ i ι k κ l λ m μ n ν x ξ o ο p π r ρ s σ t τ u υ f φ y υ
    h χ c κ j τζ w β q κ`),
  arabic:
    letters(`sh ش kh خ th ث dh ذ gh غ aa ا ou و oo و ee ي ei ي ai ي a _ e _ i _ o _ u _ b ب t ت j ج h ه d د r ر
    z ز s س y ي w و f ف q ق k ك l ل m م n ن v ف p ب g غ c ك x كس`),
};

export function writeIn(script: Script, name: string): string {
  return name
    .split(' ')
    .map((word) => writeWord(LETTERS[script], script, word.toLowerCase()))
    .join(' ');
}

/** In Arabic a vowel at the beginning and a long one at the end are written. */
const ARABIC_ENDS: readonly (readonly [RegExp, string])[] = [
  [/ah?$/, 'ة'],
  [/[iy]$/, 'ي'],
  [/[ou]$/, 'و'],
];

function writeWord(table: Readonly<Record<string, string>>, script: Script, whole: string): string {
  const [ending, last] = (script === 'arabic' && ARABIC_ENDS.find(([letters]) => letters.test(whole))) || [
    /$/,
    '',
  ];
  const word = whole.replace(ending, '');
  let written = script === 'arabic' && /^[aeiou]/.test(word) ? 'ا' : '';
  for (let at = 0; at < word.length; ) {
    const found = [4, 2, 1]
      .map((length) => word.slice(at, at + length))
      .find((part) => Object.hasOwn(table, part));
    const part = found ?? word.charAt(at);
    const letter = table[part] ?? '';
    // Arabic writes a double letter once.
    const isDouble = script === 'arabic' && written.endsWith(letter);
    if (letter !== '_' && !isDouble) written += letter;
    at += part.length;
  }
  return written + last;
}

function letters(text: string): Readonly<Record<string, string>> {
  const parts = text.trim().split(/\s+/);
  return Object.fromEntries(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? '']] : [])));
}
