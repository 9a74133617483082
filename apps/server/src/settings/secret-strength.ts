/**
 * Whether a secret could be guessed. Nobody can tell chance from a text, but what people type when they are asked for
 * "a secret" shows: few different letters, one piece over and over, or a word of documentation.
 */
const BITS_MIN = 80;

const WORDS =
  /change|secret|example|password|passphrase|placeholder|sandbox|insecure|default|letmein|qwerty/i;
/** Typed by people, and by chance in one of some ten thousand secrets of hexadecimal digits: what stands beside them counts. */
const RUNS = /12345|abcdef/gi;

const GUESSED = 'has a word in it that is guessed first';

/** @returns what is weak about it, in words to put behind the setting's name; null when nothing shows */
export function weaknessOf(secret: string): string | null {
  const own = secret.replace(/^whsec_/, '');
  if (WORDS.test(own)) return GUESSED;
  const beside = own.replaceAll(RUNS, '');
  if (estimateBits(shortestPeriod(beside)) >= BITS_MIN) return null;
  return beside === own ? 'is too short or too regular' : GUESSED;
}

/** Shannon's entropy of the letters as they occur, times their number: a bound from above for what typed text has. */
function estimateBits(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits;
}

/** The piece that the text repeats from its beginning to its end; the whole text when it repeats none. */
function shortestPeriod(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (text.slice(length) === text.slice(0, -length)) return text.slice(0, length);
  }
  return text;
}
