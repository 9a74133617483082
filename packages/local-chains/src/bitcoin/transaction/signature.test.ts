// Signatures that others published: whoever wrote the library that signs in the other tests had no hand in these.

import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { findBadInput } from './signature.ts';
import { type BitcoinTransaction, parseBitcoinTransaction } from './transaction.ts';

const parsed = (hex: string): BitcoinTransaction => {
  const transaction = parseBitcoinTransaction(hex);
  if (transaction === null) throw new Error('A published transaction is one.');
  return transaction;
};

const output = (value: bigint, script: string) => ({ value, script: hexToBytes(script) });

/** The native P2WPKH example of BIP-143, whose second input is one. */
const BIP_143 =
  '01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f00000000494830450221008b9d1dc2' +
  '6ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4' +
  'ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff' +
  '02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4d' +
  'be6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a' +
  '0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb' +
  '3566bb0ad253f62fc70f07aeee635711000000';
const BIP_143_SPENT = [
  output(625_000_000n, '2103c9f4836b9a4f77fc0d81f7bcb01b7f1b35916864b9476c241ce9fc198bd25432ac'),
  output(600_000_000n, '00141d0f172a0ecb48aee1be1f2687d2963ae33f71a1'),
];

/** The first spend of a taproot output by its key on mainnet, in block 709,635. */
const FIRST_TAPROOT =
  '01000000000101d1f1c1f8cdf6759167b90f52c9ad358a369f95284e841d7a2536cef31c0549580100000000fdffffff02000000000000' +
  '0000316a2f49206c696b65205363686e6f7272207369677320616e6420492063616e6e6f74206c69652e204062697462756734329e06' +
  '010000000000225120a37c3903c8d0db6512e2b40b0dffa05e5a3ab73603ce8c9c4b7771e5412328f90140a60c383f71bac0ec919b1d' +
  '7dbc3eb72dd56e7aa99583615564f9f99b8ae4e837b758773a5b2e4c51348854c8389f008e05029db7f464a5ff2e01d5e6e626174aff' +
  'd30a00';
const FIRST_TAPROOT_ID = '33e794d097969002ee05d336686fc03c9e15a597c1b9827669460fac98799036';
const FIRST_TAPROOT_SPENT = [
  output(88_480n, '5120339ce7e165e67d93adb3fef88a6d4beed33f01fa876f05a225242b82a631abc0'),
];

/** The first payment of all, in block 170: its id is known, its output pays to a bare key. */
const FIRST_PAYMENT =
  '0100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd3704000000004847304402204e45e16932b8af51' +
  '4961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8' +
  '768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f51b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7' +
  'aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac00286bee0000000043410411db93e1dcdb8a016b4984' +
  '0f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac' +
  '00000000';

describe('published signatures', () => {
  it('of BIP-143 are good for what was spent and for no other amount', () => {
    const transaction = parsed(BIP_143);
    expect(findBadInput(transaction, BIP_143_SPENT, 1)).toBeNull();
    const [first, second] = BIP_143_SPENT;
    if (first === undefined || second === undefined) throw new Error('Two outputs are spent.');
    const other = [first, { ...second, value: second.value + 1n }];
    expect(findBadInput(transaction, other, 1)).toContain('Signature must be zero');
    expect(findBadInput(transaction, BIP_143_SPENT, 0)).toContain('p2pkh only');
  });

  it('of the first taproot spend on mainnet are good for what was spent and for no other amount', () => {
    const transaction = parsed(FIRST_TAPROOT);
    expect(transaction.txid).toBe(FIRST_TAPROOT_ID);
    expect(findBadInput(transaction, FIRST_TAPROOT_SPENT, 0)).toBeNull();
    const other = FIRST_TAPROOT_SPENT.map((one) => ({ ...one, value: one.value + 1n }));
    expect(findBadInput(transaction, other, 0)).toBe('Invalid Schnorr signature');
  });
});

describe('published transactions', () => {
  it('have the ids and sizes that the world knows them by', () => {
    const first = parsed(FIRST_PAYMENT);
    expect(first.txid).toBe('f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16');
    expect([first.size, first.weight, first.vsize]).toEqual([275, 1_100, 275]);
    const taproot = parsed(FIRST_TAPROOT);
    expect([taproot.size, taproot.weight, taproot.vsize]).toEqual([220, 676, 169]);
  });

  it('are none when a byte is missing, or one is too many', () => {
    expect(parseBitcoinTransaction(FIRST_TAPROOT.slice(2))).toBeNull();
    expect(parseBitcoinTransaction(FIRST_TAPROOT.slice(0, -2))).toBeNull();
    expect(parseBitcoinTransaction(`${FIRST_TAPROOT}00`)).toBeNull();
  });
});
