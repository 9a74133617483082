import { describe, expect, it } from 'vitest';
import { addressForm, addressKept, networkAddress } from './address-form.ts';

describe('what a text looks like', () => {
  it.each([
    ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'bitcoin'],
    ['BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ', 'bitcoin'],
    ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', 'bitcoin'],
    ['bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.1', 'bitcoin'],
    ['0x52908400098527886E0F7030069857D2E4169EE7', 'ethereum'],
    ['0x52908400098527886E0F7030069857D2E4169EE', 'ethereum'],
    [' 7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU ', 'solana'],
    ['0x4bf9a1c5d2e07f5ab8e6c3d1f09a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f09', 'sui'],
  ])('%s is of %s', (text, network) => {
    expect(addressForm(text)).toEqual({ kind: 'address', network });
  });

  it.each([
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ',
    'suiprivkey1qzxwp29favhzrjd95f6uj9nskjwal6nh9g509jpun395y6g72d6jqlmps4c',
    'e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262',
  ])('a secret never leaves the page', (text) => {
    expect(addressForm(text)).toEqual({ kind: 'secret' });
  });

  it.each(['ana@example.com', '', 'hello', 'https://example.com'])('%s is neither', (text) => {
    expect(addressForm(text)).toEqual({ kind: 'other' });
  });

  it('is kept with its network, and read again', () => {
    const address = '7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU';
    expect(addressKept(networkAddress('solana', address))).toEqual({ network: 'solana', address });
    expect(addressKept(null)).toBeNull();
  });
});
