// Whatever is sent, repeated, stalled, dropped and over with its epoch: no MIST is made or lost but for gas, and no coin
// is used twice at one version.

import { bcs } from '@mysten/sui/bcs';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { usdcOn } from '../../chain/usdc-on.ts';
import { netCost } from '../execution/gas.ts';
import { SUI_TYPE, type SuiCoin } from '../objects/coin-object.ts';
import { addressOfKey, signSuiTransaction } from '../transactions/signature.ts';
import { createSuiNode, type SuiNode } from './node.ts';

const SECRET = new Uint8Array(32).fill(7);
const OWNER = addressOfKey(ed25519.getPublicKey(SECRET));
const OTHER = `0x${'5e'.repeat(32)}`;
const GRANTED = 1_000_000_000_000_000_000n;

type Step =
  | { readonly kind: 'grant' | 'seal' | 'stall' | 'resume' | 'endEpoch' }
  | { readonly kind: 'pay'; readonly coin: number; readonly amount: bigint; readonly toSelf: boolean }
  | { readonly kind: 'repeat' | 'drop'; readonly which: number };

const plain = (kind: 'grant' | 'seal' | 'stall' | 'resume' | 'endEpoch') => fc.constant<Step>({ kind });
const pay = fc.record({
  kind: fc.constant('pay' as const),
  coin: fc.nat(20),
  amount: fc.bigInt({ min: 0n, max: 60_000_000n }),
  toSelf: fc.boolean(),
});
const again = fc.record({ kind: fc.constantFrom<'repeat' | 'drop'>('repeat', 'drop'), which: fc.nat(20) });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    pay,
    pay,
    pay,
    again,
    plain('grant'),
    plain('seal'),
    plain('stall'),
    plain('resume'),
    plain('endEpoch'),
  ),
  { minLength: 15, maxLength: 40 },
);

interface World {
  readonly node: SuiNode;
  /** Every version that a coin of the owner ever had, so that old ones are tried, too. */
  readonly seen: SuiCoin[];
  readonly sent: { readonly bytes: Uint8Array; readonly digests: Set<string> }[];
}

const payment = ({ coin, amount, to }: { coin: SuiCoin; amount: bigint; to: string }): Uint8Array =>
  bcs.TransactionData.serialize({
    V1: {
      kind: {
        ProgrammableTransaction: {
          inputs: [
            { Pure: { bytes: bcs.u64().serialize(amount).toBytes() } },
            { Pure: { bytes: bcs.Address.serialize(to).toBytes() } },
          ],
          commands: [
            { SplitCoins: { coin: { GasCoin: true }, amounts: [{ Input: 0 }] } },
            { TransferObjects: { objects: [{ NestedResult: [0, 0] }], address: { Input: 1 } } },
          ],
        },
      },
      sender: OWNER,
      gasData: {
        payment: [{ objectId: coin.id, version: coin.version, digest: coin.digest }],
        owner: OWNER,
        price: 1_000n,
        budget: 5_000_000n,
      },
      expiration: { None: true },
    },
  }).toBytes();

const execute = ({ node, sent }: World, bytes: Uint8Array): void => {
  const done = node.execute(bytes, [signSuiTransaction(bytes, SECRET)]);
  const known = sent.find((one) => one.bytes === bytes) ?? { bytes, digests: new Set<string>() };
  if (!sent.includes(known)) sent.push(known);
  if (done.ok) known.digests.add(`${done.value.digest} ${done.value.run.version} ${done.value.at}`);
};

const take = (world: World, step: Step): void => {
  const { node, seen, sent } = world;
  const which = 'which' in step ? sent[step.which % Math.max(1, sent.length)] : undefined;
  switch (step.kind) {
    case 'grant':
      node.grant(OWNER, SUI_TYPE, 50_000_000n);
      break;
    case 'pay': {
      const coin = seen[step.coin % Math.max(1, seen.length)];
      if (coin === undefined) break;
      execute(world, payment({ coin, amount: step.amount, to: step.toSelf ? OWNER : OTHER }));
      break;
    }
    case 'repeat':
      if (which !== undefined) execute(world, which.bytes);
      break;
    case 'drop':
      for (const digest of which?.digests ?? []) node.forget(digest);
      break;
    case 'endEpoch':
      node.endEpoch(1_000n);
      break;
    default:
      node[step.kind]();
  }
  for (const coin of node.ledger.coins.ownedBy(OWNER)) if (!seen.includes(coin)) seen.push(coin);
};

const check = ({ node, sent }: World): void => {
  const executed = node.ledger.finalised();
  const faucet = executed[0]?.transaction.sender;
  const owners = [OWNER, OTHER, ...(faucet === undefined ? [] : [faucet])];
  const held = owners
    .flatMap((owner) => node.ledger.coins.ownedBy(owner))
    .filter((one) => one.coinType === SUI_TYPE);
  const burnt = executed.reduce((sum, { run }) => sum + netCost(run.gasUsed), 0n);
  if (faucet !== undefined) expect(held.reduce((sum, { balance }) => sum + balance, burnt)).toBe(GRANTED);
  const used = executed.flatMap(({ run }) =>
    run.changes.flatMap(({ before }) => (before === null ? [] : [`${before.id} ${before.version}`])),
  );
  expect(new Set(used).size).toBe(used.length);
  for (const { digests } of sent) expect(digests.size).toBeLessThanOrEqual(1);
};

it('keeps every MIST but for gas, and uses no version twice', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const clock = { now: () => 1_800_000_000_000 };
      const node = createSuiNode({ seed: 'a property', clock, usdcType: usdcOn('sui'), packages: [] });
      const world: World = { node, seen: [], sent: [] };
      take(world, { kind: 'grant' });
      for (const step of taken) take(world, step);
      node.seal();
      check(world);
    }),
    { numRuns: 8 },
  );
});
