import type { WrongAddress } from './address.ts';

/**
 * The first character of a text from `from` on that is not in the alphabet, as what is wrong; null when all are. What is
 * shown as one character is told as one, also where it takes two units of the text.
 */
export function findForeign(text: string, alphabet: string, from = 0): WrongAddress | null {
  let at = 0;
  for (const character of text) {
    if (at >= from && !alphabet.includes(character)) return { reason: 'not_in_alphabet', character, at };
    at += character.length;
  }
  return null;
}

/** Bitcoin's base58, which Solana writes its addresses in too: no 0, O, I and l. */
export const BASE58_ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export const HEX_ALPHABET = '0123456789abcdefABCDEF';
