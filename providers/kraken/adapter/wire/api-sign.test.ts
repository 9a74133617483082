import { describe, expect, it } from 'vitest';
import { apiSign, readPrivateKey } from './api-sign.ts';

/** The example of docs.kraken.com, "Spot REST Authentication". */
const EXAMPLE = {
  key: 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==',
  path: '/0/private/AddOrder',
  nonce: '1616492376594',
  body: 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
  sign: '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
};

describe('API-Sign', () => {
  it('is that of Kraken’s own example', () => {
    expect(apiSign(readPrivateKey(EXAMPLE.key), EXAMPLE)).toBe(EXAMPLE.sign);
  });

  it.each(['path', 'nonce', 'body'] as const)('is another one for another %s', (part) => {
    const other = { ...EXAMPLE, [part]: `${EXAMPLE[part]}0` };
    expect(apiSign(readPrivateKey(EXAMPLE.key), other)).not.toBe(EXAMPLE.sign);
  });

  it.each(['', 'short', ` ${EXAMPLE.key}`, EXAMPLE.key.slice(0, -1)])(
    'is made with no key like %j',
    (text) => {
      expect(() => readPrivateKey(text)).toThrow('KRAKEN_PRIVATE_KEY');
    },
  );
});
