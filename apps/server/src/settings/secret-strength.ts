/**
 * Whether a secret could be guessed. Nobody can tell chance from a text, but what people type when they are asked for
 * "a secret" shows: few different letters, one piece over and over, or a word of documentation.
 */
const BITS_MIN = 80;

const WORDS =
  /change|secret|example|password|passphrase|placeholder|sandbox|insecure|default|letmein|qwerty|12345|abcdef/i;

/** @returns what is weak about it, in words to put behind the setting's name; null when nothing shows */
export function weaknessOf(secret: string): string | null {
  const own = secret.replace(/^whsec_/, '');
  if (WORDS.test(own)) return 'has a word in it that is guessed first';
  return estimateBits(shortestPeriod(own)) < BITS_MIN ? 'is too short or too regular' : null;
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
