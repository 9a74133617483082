// The published PSBTs, by the library that ours are made and read with.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { SigHash, Transaction, WIF } from '@scure/btc-signer';
import { describe, expect, it } from 'vitest';
import { BIP_174, BIP_370_INVALID, BIP_370_OF_VERSION_0, BIP_370_VALID } from '../../testing/psbt-vectors.ts';
import { networkOf } from '../psbt.ts';
import { finishBitcoin } from '../transfer.ts';
import { combineTreasuryPsbts } from './signing.ts';

const read = (psbt: string) => Transaction.fromPSBT(hexToBytes(psbt));
const written = (psbt: string) => bytesToHex(read(psbt).toPSBT());

function signed(psbt: string, keys: readonly string[]): string {
  const transaction = read(psbt);
  for (const key of keys) transaction.sign(WIF(networkOf('tb1')).decode(key));
  return bytesToHex(transaction.toPSBT());
}

describe('the worked example of BIP-174', () => {
  it('is created', () => {
    const transaction = new Transaction();
    const { inputsLength, outputsLength } = read(BIP_174.created);
    for (let index = 0; index < inputsLength; index += 1) {
      const { txid, index: at } = read(BIP_174.created).getInput(index);
      if (txid !== undefined && at !== undefined) transaction.addInput({ txid, index: at });
    }
    for (let index = 0; index < outputsLength; index += 1)
      transaction.addOutput(read(BIP_174.created).getOutput(index));
    expect(bytesToHex(transaction.toPSBT())).toBe(BIP_174.created);
  });

  it('is signed by each of two with their own keys, to the byte', () => {
    expect(written(BIP_174.updated)).toBe(BIP_174.updated);
    expect(read(BIP_174.updated).getInput(0).sighashType).toBe(SigHash.ALL);
    expect(signed(BIP_174.updated, BIP_174.keysOfFirst)).toBe(BIP_174.signedByFirst);
    expect(signed(BIP_174.updated, BIP_174.keysOfSecond)).toBe(BIP_174.signedBySecond);
  });

  it('is combined, in whatever order: signatures stand in the order of their keys, and there as they came', () => {
    for (const parts of [
      [BIP_174.signedByFirst, BIP_174.signedBySecond],
      [BIP_174.signedBySecond, BIP_174.signedByFirst],
    ])
      expect(bytesToHex(base64.decode(combineTreasuryPsbts(parts) ?? ''))).toBe(written(BIP_174.combined));
  });

  it('is finalised, and the transaction taken out of it', () => {
    const transaction = read(BIP_174.combined);
    transaction.finalize();
    expect(bytesToHex(transaction.toPSBT())).toBe(BIP_174.finalised);
    expect(finishBitcoin(BIP_174.combined)?.bytes).toBe(BIP_174.extracted);
    expect(finishBitcoin(BIP_174.signedByFirst)).toBeNull();
  });
});

describe('a PSBT of BIP-370', () => {
  it.each(Object.entries(BIP_370_INVALID))('is none: %s', (_, psbt) => {
    expect(() => read(psbt)).toThrow();
    expect(finishBitcoin(psbt)).toBeNull();
  });

  it('is one without what makes it none', () => {
    expect(written(BIP_370_OF_VERSION_0)).toBe(BIP_370_OF_VERSION_0);
  });

  // The library says of what nobody has signed that it may be changed, where the standard's own say nothing. We write version 0.
  it.each(Object.entries(BIP_370_VALID))('is read and written as it is: %s', (_, psbt) => {
    expect(written(psbt).replace('01060103', '')).toBe(psbt);
  });
});
