import { p2ms, p2pkh, p2sh, p2tr, p2wpkh, p2wsh, Transaction } from '@scure/btc-signer';
import { pubECDSA, pubSchnorr } from '@scure/btc-signer/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddressKind } from '../shape/address.ts';
import { type InputKind, virtualBytes } from './size.ts';

const KEY = new Uint8Array(32).fill(7);
const PUBLIC = pubECDSA(KEY);
const TAPROOT = pubSchnorr(KEY);
const SECOND = new Uint8Array(32).fill(8);
const THIRD = new Uint8Array(32).fill(9);
const SPENT = {
  p2pkh: p2pkh(PUBLIC),
  p2sh_p2wpkh: p2sh(p2wpkh(PUBLIC)),
  p2wpkh: p2wpkh(PUBLIC),
  p2tr: p2tr(TAPROOT),
  p2wsh_2of3: p2wsh(p2ms(2, [PUBLIC, pubECDSA(SECOND), pubECDSA(THIRD)])),
} as const;
const PAID: Readonly<Record<string, Uint8Array>> = {
  p2pkh: p2pkh(PUBLIC).script,
  p2sh: p2sh(p2wpkh(PUBLIC)).script,
  p2wpkh: p2wpkh(PUBLIC).script,
  p2wsh: p2wsh(p2pkh(PUBLIC)).script,
  p2tr: p2tr(TAPROOT).script,
};

/** A transaction of these inputs and outputs, signed by a library, and its size. */
function signedBytes(inputs: readonly InputKind[], outputs: readonly AddressKind[]): number {
  const made = new Transaction();
  for (const [index, kind] of inputs.entries()) {
    const spent = SPENT[kind];
    const txid = (index + 1).toString(16).padStart(64, '0');
    const before = new Transaction({ allowUnknownOutputs: true });
    before.addInput({ txid, index: 0 });
    before.addOutput({ script: spent.script, amount: 100_000n });
    const source = kind === 'p2pkh' ? { nonWitnessUtxo: before.toBytes(true) } : {};
    made.addInput({
      ...spent,
      txid: kind === 'p2pkh' ? before.id : txid,
      index: 0,
      ...(kind === 'p2pkh' ? source : { witnessUtxo: { script: spent.script, amount: 100_000n } }),
    });
  }
  for (const kind of outputs) made.addOutput({ script: PAID[kind] ?? new Uint8Array(), amount: 1_000n });
  made.sign(KEY);
  for (const [index, kind] of inputs.entries()) if (kind === 'p2wsh_2of3') made.signIdx(SECOND, index);
  made.finalize();
  return made.vsize;
}

describe('the size of a transaction', () => {
  it.each([
    ['the usual one', ['p2wpkh'], ['p2wpkh', 'p2wpkh'], 141n],
    ['one of taproot', ['p2tr'], ['p2tr', 'p2tr'], 154n],
    ['one of before segwit', ['p2pkh'], ['p2pkh', 'p2pkh'], 227n],
  ] as const)('is known for %s', (_, inputs, outputs, bytes) => {
    expect(virtualBytes(inputs, outputs)).toBe(bytes);
  });

  it('is at least what it is when signed, and hardly more: a byte a signature, and one', () => {
    const inputs = fc.array(
      fc.constantFrom<InputKind[]>('p2pkh', 'p2sh_p2wpkh', 'p2wpkh', 'p2tr', 'p2wsh_2of3'),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const outputs = fc.array(fc.constantFrom<AddressKind[]>('p2pkh', 'p2sh', 'p2wpkh', 'p2wsh', 'p2tr'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(inputs, outputs, (spent, paid) => {
        const signed = signedBytes(spent, paid);
        const estimated = Number(virtualBytes(spent, paid));
        expect(estimated).toBeGreaterThanOrEqual(signed);
        const signatures = spent.reduce((sum, kind) => sum + (kind === 'p2wsh_2of3' ? 2 : 1), 0);
        expect(estimated - signed).toBeLessThanOrEqual(signatures + 1);
      }),
      { numRuns: 25 },
    );
  });

  it('counts in three bytes from 253 on', () => {
    const many = Array.from({ length: 253 }, () => 'p2wpkh' as const);
    expect(virtualBytes(['p2wpkh'], many) - virtualBytes(['p2wpkh'], many.slice(1))).toBe(33n);
  });
});
