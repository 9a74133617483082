import { describe, expect, it } from 'vitest';
import { readVectors } from '../testing/vectors.ts';
import { findSuiKey, looksLikeSuiAddress, readSuiAddress } from './address.ts';

const vectors = readVectors('sui');
const USDC = '0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7';

describe('the cases of @mysten/sui', () => {
  it.each(vectors.valid)('%s is an address', (address) => {
    const value = { network: 'sui', address, kind: 'account_or_object', isChecked: false };
    expect(readSuiAddress(address)).toMatchObject({ ok: true, value });
    expect(readSuiAddress(`0x${address.slice(2).toUpperCase()}`)).toMatchObject({ ok: true, value });
  });

  // The library fills these up, where they name packages. From a person a short one is a slip.
  it.each(vectors.shortened)('$text is not taken for $full', ({ text, full }) => {
    expect(readSuiAddress(full).ok).toBe(true);
    expect(readSuiAddress(text)).toEqual({
      ok: false,
      refusal: { reason: 'wrong_length', length: 3, least: 66, most: 66 },
    });
  });

  it.each(vectors.notAddresses)('%j is none', (text) => {
    expect(readSuiAddress(text).ok).toBe(false);
  });
});

describe('a Sui address', () => {
  it.each([
    ['nothing in front', USDC.slice(2), { reason: 'missing_prefix', prefix: '0x' }],
    [
      'a letter that is none of hex',
      `${USDC.slice(0, -1)}O`,
      { reason: 'not_in_alphabet', character: 'O', at: 65 },
    ],
    ['a digit too many', `${USDC}0`, { reason: 'wrong_length', length: 67, least: 66, most: 66 }],
  ])('with %s is told so', (_, text, refusal) => {
    expect(readSuiAddress(text)).toEqual({ ok: false, refusal });
  });

  it.each([
    [`0x${'0'.repeat(64)}`, 'burn'],
    [`0x${'2'.padStart(64, '0')}`, 'system'],
    [USDC, 'token_itself'],
    [`0x${'a'.repeat(64)}`, null],
  ])('%s is dangerous: %s', (text, danger) => {
    expect(readSuiAddress(text)).toMatchObject({ ok: true, value: { danger } });
  });

  it('is no key, and looks like one without its prefix too', () => {
    expect(findSuiKey('suiprivkey1qzwant3kaegmjy4qxex93s0jzvemekkjmyv3r2sjwgnv2y479pgsywhveae')).toBe(
      'private_key',
    );
    expect(looksLikeSuiAddress(USDC.slice(2))).toBe(true);
  });
});
