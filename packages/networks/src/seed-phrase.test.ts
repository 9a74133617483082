import { wordlist as czech } from '@scure/bip39/wordlists/czech.js';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js';
import { wordlist as simplified } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as traditional } from '@scure/bip39/wordlists/traditional-chinese.js';
import { describe, expect, it } from 'vitest';
import { isSeedPhrase } from './seed-phrase.ts';

const LISTS = {
  ...{ czech, english, french, italian, japanese, korean, portuguese, simplified, spanish, traditional },
};
const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ');

describe('the words of a wallet', () => {
  it.each(Object.entries(LISTS))('are known in %s, each of the list', (_, list) => {
    expect(list).toHaveLength(2_048);
    for (let at = 0; at < list.length; at += 16) {
      const words = list.slice(at, at + 16);
      for (const form of ['NFC', 'NFKD'])
        expect(isSeedPhrase(words.join(' ').normalize(form)), form).toBe(true);
      expect(isSeedPhrase(words.join('\u3000'))).toBe(true);
    }
  });

  it('are known as wallets and people write them down', () => {
    const numbered = (sign: string) => WORDS.map((word, index) => `${index + 1}${sign}${word}`);
    for (const sign of ['. ', '.', ') ', ': ', ' '])
      expect(isSeedPhrase(numbered(sign).join('\n')), sign).toBe(true);
    for (const between of [', ', ',', ';', '\n', '\t'])
      expect(isSeedPhrase(WORDS.join(between)), between).toBe(true);
    expect(isSeedPhrase(WORDS.join(' ').toUpperCase())).toBe(true);
    expect(isSeedPhrase([...WORDS, ...WORDS, ...WORDS.slice(0, 9)].join(' '))).toBe(true);
  });

  it('are not fewer than a wallet has, not more, and no sentence', () => {
    expect(isSeedPhrase(WORDS.slice(1).join(' '))).toBe(false);
    expect(isSeedPhrase([...WORDS, ...WORDS, ...WORDS].join(' '))).toBe(false);
    expect(isSeedPhrase('Please send it to the address that I gave you by mail a week ago')).toBe(false);
    expect(isSeedPhrase('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4')).toBe(false);
  });
});
