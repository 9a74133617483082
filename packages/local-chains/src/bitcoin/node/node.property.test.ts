// Whatever is sent, mined, replaced, dropped and reorganised: no satoshi is made or lost, and no coin is spent twice.

import { p2wpkh, Transaction } from '@scure/btc-signer';
import { pubECDSA } from '@scure/btc-signer/utils.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { REGTEST } from '../transaction/script.ts';
import { outpointOf } from '../transaction/transaction.ts';
import { type BitcoinNode, createBitcoinNode } from './node.ts';

const KEY = new Uint8Array(32).fill(7);
const { script, address = '' } = p2wpkh(pubECDSA(KEY), REGTEST);
const GENESIS = 100n * 1_000_000_000_000n;
const SUBSIDY = 5_000_000_000n;

type Step =
  | { readonly kind: 'grant' | 'mine' }
  | { readonly kind: 'send'; readonly coin: number; readonly fee: number }
  | { readonly kind: 'drop'; readonly which: number }
  | { readonly kind: 'reorganise'; readonly depth: number; readonly transactions: 'return' | 'drop' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom<'grant' | 'mine'>('grant', 'mine') }),
    fc.record({
      kind: fc.constant('send' as const),
      coin: fc.nat(9),
      fee: fc.integer({ min: 100, max: 3_000 }),
    }),
    fc.record({
      kind: fc.constant('send' as const),
      coin: fc.nat(9),
      fee: fc.integer({ min: 100, max: 3_000 }),
    }),
    fc.record({ kind: fc.constant('drop' as const), which: fc.nat(3) }),
    fc.record({
      kind: fc.constant('reorganise' as const),
      depth: fc.integer({ min: 1, max: 3 }),
      transactions: fc.constantFrom<'return' | 'drop'>('return', 'drop'),
    }),
  ),
  { minLength: 10, maxLength: 30 },
);

/** Every output to the key, in blocks and among what waits, spent ones too: so that coins are fought over. */
const coinsOf = ({ blocks, pool }: BitcoinNode) => {
  const all = [
    ...blocks.touching(script).map((one) => one.transaction),
    ...pool.all().map((one) => one.transaction),
  ];
  return all.flatMap(({ txid, outputs }) =>
    outputs.flatMap((output, vout) =>
      output.script.join() === script.join() ? [{ txid, vout, ...output }] : [],
    ),
  );
};

const send = (node: BitcoinNode, { coin, fee }: { coin: number; fee: number }): void => {
  const coins = coinsOf(node);
  const spent = coins[coin % Math.max(1, coins.length)];
  if (spent === undefined || spent.value < 10_000n) return;
  const transaction = new Transaction();
  const witnessUtxo = { script, amount: spent.value };
  transaction.addInput({ txid: spent.txid, index: spent.vout, sequence: 0xfffffffd, witnessUtxo });
  transaction.addOutput({ script, amount: spent.value - BigInt(fee) });
  transaction.sign(KEY);
  transaction.finalize();
  node.send(transaction.hex);
};

const take = (node: BitcoinNode, step: Step): void => {
  const { height } = node.blocks.tip();
  switch (step.kind) {
    case 'grant':
      node.grant(address, 1_000_000n);
      break;
    case 'mine':
      node.mine(1);
      break;
    case 'send':
      send(node, step);
      break;
    case 'drop':
      node.forget(node.pool.all()[step.which]?.transaction.txid ?? '');
      break;
    case 'reorganise':
      if (height >= step.depth) node.changeBranch({ ...step, instead: [] });
      break;
  }
};

/** What blocks hold is told anew from their transactions alone. */
const checkBooks = ({ blocks, pool }: BitcoinNode): void => {
  const unspent = new Map<string, bigint>();
  const spend = (input: { txid: string; vout: number }) =>
    expect(unspent.delete(outpointOf(input)), 'an output that is spent was there').toBe(true);
  for (let height = 0; height <= blocks.tip().height; height += 1) {
    for (const [index, { txid, inputs, outputs }] of (
      blocks.atHeight(height)?.transactions ?? []
    ).entries()) {
      if (index > 0) inputs.forEach(spend);
      for (const [vout, { value }] of outputs.entries()) unspent.set(outpointOf({ txid, vout }), value);
    }
  }
  const sum = [...unspent.values()].reduce((total, value) => total + value, 0n);
  expect(sum).toBe(GENESIS + SUBSIDY * BigInt(blocks.tip().height));
  for (const { transaction } of pool.all()) {
    transaction.inputs.forEach(spend);
    for (const [vout, { value }] of transaction.outputs.entries())
      unspent.set(outpointOf({ txid: transaction.txid, vout }), value);
  }
};

it('keeps every satoshi through sends, blocks, replacements and other branches', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const node = createBitcoinNode({ seed: 'a property', clock: { now: () => 1_800_000_000_000 } });
      for (const step of taken) take(node, step);
      checkBooks(node);
      node.mine(1);
      checkBooks(node);
    }),
    { numRuns: 10 },
  );
});
