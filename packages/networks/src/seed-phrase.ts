// The words that a wallet is made of: BIP-39, which has lists in ten languages, and SLIP-39.

/** A word of each list by itself: lists in Latin letters, with accents in four languages; Japanese, Korean, Chinese. */
const WORDS = [
  /^\p{Script=Latin}{3,9}$/u,
  /^\p{Script=Hiragana}{2,8}$/u,
  /^\p{Script=Hangul}{2,8}$/u,
  /^\p{Script=Han}$/u,
];

/** BIP-39 has 12 to 24 words, SLIP-39 20 or 33. */
const COUNTS = { least: 12, most: 33 };

/** Whether a text is nothing but such words, apart by spaces or commas, with their numbers before them or without. */
export function isSeedPhrase(text: string): boolean {
  // Accents may be characters of their own, and both ways are the same word.
  const words = text
    .normalize('NFC')
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^\d{1,2}[.:)]?/, ''))
    .filter((word) => word !== '');
  const isCount = words.length >= COUNTS.least && words.length <= COUNTS.most;
  return isCount && WORDS.some((one) => words.every((word) => one.test(word)));
}
