import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { BitcoinTransaction } from '../transaction/transaction.ts';
import { checkForm } from './form.ts';

const PAYS = hexToBytes(`0014${'11'.repeat(20)}`);
const NEXT = { height: 100, time: 1_700_000_000 };
const input = {
  txid: 'ab'.repeat(32),
  vout: 0,
  scriptSig: new Uint8Array(),
  sequence: 0xfffffffd,
  witness: [],
};

const refusedAs = (changed: Partial<BitcoinTransaction>): string | undefined =>
  checkForm(
    {
      txid: 'cd'.repeat(32),
      hex: '',
      version: 2,
      lockTime: 0,
      inputs: [input],
      outputs: [{ value: 1_000n, script: PAYS }],
      size: 192,
      weight: 440,
      vsize: 110,
      ...changed,
    },
    NEXT,
  )?.message;

const paying = (value: bigint, script = PAYS) => ({ outputs: [{ value, script }] });

describe('the form of a transaction', () => {
  it('is good as wallets make it', () => {
    expect(refusedAs({})).toBeUndefined();
  });

  it.each([
    ['bad-txns-vin-empty', { inputs: [] }],
    ['bad-txns-vout-empty', { outputs: [] }],
    ['bad-txns-vout-toolarge', paying(2_100_000_000_000_001n)],
    ['bad-txns-inputs-duplicate', { inputs: [input, input] }],
    ['bad-txns-prevout-null', { inputs: [{ ...input, txid: '00'.repeat(32) }] }],
    ['version', { version: 4 }],
    ['tx-size', { weight: 400_001 }],
    ['tx-size-small', { size: 64, weight: 256 }],
    ['scriptpubkey', paying(1_000n, hexToBytes('51'))],
    ['non-final', { lockTime: 100 }],
    ['non-final', { lockTime: 1_700_000_000 }],
    ['non-BIP68-final', { inputs: [{ ...input, sequence: 1 }] }],
  ])('is refused as %s', (message, changed) => {
    expect(refusedAs(changed)).toBe(message);
  });

  it('may be locked to what is over, or to nothing when no input minds', () => {
    expect(refusedAs({ lockTime: 99 })).toBeUndefined();
    expect(refusedAs({ lockTime: 1_699_999_999 })).toBeUndefined();
    expect(refusedAs({ lockTime: 100, inputs: [{ ...input, sequence: 0xffffffff }] })).toBeUndefined();
  });

  // Each kind of script, and the least that may be paid to it.
  it.each([
    ['p2pkh', `76a914${'11'.repeat(20)}88ac`, 546n],
    ['p2sh', `a914${'11'.repeat(20)}87`, 540n],
    ['p2wpkh', `0014${'11'.repeat(20)}`, 294n],
    ['p2wsh', `0020${'11'.repeat(32)}`, 330n],
    ['p2tr', `5120${'11'.repeat(32)}`, 330n],
    ['data', `6a04${'11'.repeat(4)}`, 0n],
  ])('is dust to %s below its own limit', (_, script, least) => {
    expect(refusedAs(paying(least, hexToBytes(script)))).toBeUndefined();
    if (least > 0n) expect(refusedAs(paying(least - 1n, hexToBytes(script)))).toBe('dust');
  });
});
