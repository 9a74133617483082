import fc from 'fast-check';
import { getAddress, isAddress } from 'viem/utils';
import { describe, expect, it } from 'vitest';
import { readVectors } from '../testing/vectors.ts';
import { findEthereumKey, readEthereumAddress } from './address.ts';

const { allCaps, allLower, mixed } = readVectors('erc55');
const published = [...allCaps, ...allLower, ...mixed];

describe('the vectors of ERC-55', () => {
  it.each(published)('%s is read with its checksum', (text) => {
    expect(readEthereumAddress(text)).toMatchObject({ ok: true, value: { address: text, isChecked: true } });
  });

  it.each(published)('%s is the same without one', (text) => {
    const lower = text.toLowerCase();
    const isChecked = lower === text;
    expect(readEthereumAddress(lower)).toMatchObject({ ok: true, value: { address: text, isChecked } });
  });

  it.each(mixed)('%s with one letter in the other case does not match', (text) => {
    for (let at = 2; at < text.length; at += 1) {
      const letter = text[at] ?? '';
      const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      if (other === letter) continue;
      const read = readEthereumAddress(`${text.slice(0, at)}${other}${text.slice(at + 1)}`);
      expect(read).toEqual({ ok: false, refusal: { reason: 'checksum_differs' } });
    }
  });
});

describe('an Ethereum address', () => {
  it('is read as another library reads it', () => {
    const digits = fc.string({
      minLength: 38,
      maxLength: 42,
      unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
    });
    fc.assert(
      fc.property(digits, (text) => {
        const read = readEthereumAddress(`0x${text}`);
        expect(read.ok).toBe(isOfLibrary(`0x${text}`));
        if (read.ok) expect(read.value.address).toBe(getAddress(`0x${text}`));
      }),
    );
  });

  it('lets hardly any slip through when it has a checksum', () => {
    // A slip goes unnoticed with a probability of 0.0247 percent (ERC-55), so of 2,000 more than ten never do.
    let unnoticed = 0;
    const digit = fc.constantFrom(...'0123456789abcdef');
    const bytes = fc.string({ minLength: 40, maxLength: 40, unit: digit });
    for (const [text, at, other] of fc.sample(
      fc.tuple(bytes, fc.integer({ min: 2, max: 41 }), digit),
      2_000,
    )) {
      const address = getAddress(`0x${text}`);
      if (address[at]?.toLowerCase() === other) continue;
      const slipped = `${address.slice(0, at)}${other}${address.slice(at + 1)}`;
      const read = readEthereumAddress(slipped);
      if (read.ok && read.value.isChecked) unnoticed += 1;
    }
    expect(unnoticed).toBeLessThanOrEqual(10);
  });

  it.each([
    [
      'nothing in front',
      '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      { reason: 'missing_prefix', prefix: '0x' },
    ],
    [
      'a large X',
      '0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      { reason: 'not_in_alphabet', character: 'X', at: 1 },
    ],
    [
      'a letter that is none of hex',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg',
      { reason: 'not_in_alphabet', character: 'g', at: 41 },
    ],
    [
      'a digit too few',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe',
      { reason: 'wrong_length', length: 41, least: 42, most: 42 },
    ],
    ['a name instead', 'vitalik.eth', { reason: 'not_in_alphabet', character: 'v', at: 0 }],
  ])('with %s is told so', (_, text, refusal) => {
    expect(readEthereumAddress(text)).toEqual({ ok: false, refusal });
  });

  it.each([
    ['0x0000000000000000000000000000000000000000', 'burn'],
    ['0x000000000000000000000000000000000000dEaD', 'burn'],
    ['0x0000000000000000000000000000000000000001', 'system'],
    ['0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', 'token_itself'],
    ['0x1c7d4b196cb0c7b01d743fbc6116a902379c7238', 'token_itself'],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', null],
  ])('%s is dangerous: %s', (text, danger) => {
    expect(readEthereumAddress(text)).toMatchObject({ ok: true, value: { danger } });
  });

  it('is no private key, which an id of a transaction looks like, and an address of Sui where that is asked for', () => {
    const digits = '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318';
    expect(findEthereumKey(digits, false)).toBe('maybe_private_key');
    expect(findEthereumKey(`0x${digits}`, true)).toBe('maybe_private_key');
    expect(findEthereumKey(`0x${digits}`, false)).toBeNull();
    expect(findEthereumKey(`0x${digits.slice(1)}`, true)).toBeNull();
  });
});

/** The library takes all letters large for a checksum, too, and all small for none. */
function isOfLibrary(text: string): boolean {
  return isAddress(text) || (/^0x[0-9A-F]{40}$/.test(text) && isAddress(text.toLowerCase()));
}
