// Which outputs pay for a transfer, and what that costs.
import { accept, assert, largerUnits, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import {
  estimateFee,
  type FeeUrgency,
  type NetworkFacts,
  type ReadAddress,
  readAddress,
} from '@diboas/networks';
import type { ChainCoin, TransferAsk } from '../shape/transfer.ts';

type BitcoinFeeFacts = NetworkFacts['bitcoin']['feeFacts'];
type BitcoinFee = NetworkFacts['bitcoin']['fee'];

/** What was chosen, with what it costs. */
export interface Chosen {
  readonly coins: readonly ChainCoin[];
  readonly facts: BitcoinFeeFacts;
  readonly fee: NetworkFacts['bitcoin']['fee'];
  /** What comes back; 0 where it would be dust, which the miner has then. */
  readonly change: bigint;
}

/**
 * What the transaction pays that this one takes the place of: by BIP-125 it pays that and as much again for its own size as
 * nodes relay at, and a higher rate. No more is offered than it may cost, but never less than that.
 */
export interface PaidBefore {
  readonly paid: bigint;
  readonly costMost: bigint;
}

interface ChoosingFacts {
  readonly rates: BitcoinFeeFacts['rates'];
  readonly dust: bigint;
  /** Null where it takes the place of none. */
  readonly over: PaidBefore | null;
}

/** What we sign for: other outputs than this are not spent. */
export const SPENT_KIND = 'p2wpkh';

/**
 * The largest first, until they cover what is sent and the fee for it, so that few are spent. Only those in a block: what
 * hangs on a transaction that waits may never come. The fee is counted with change: its most covers both.
 */
export function chooseOutputs(
  { coins, money, to, urgency }: TransferAsk,
  { rates, dust, over }: ChoosingFacts,
): Outcome<Chosen, 'too_little'> {
  const outputs = [readOwn(to).kind];
  const sorted = coins
    .filter(({ isInBlock }) => isInBlock)
    .toSorted((left, right) => (left.money.units > right.money.units ? -1 : 1));
  let held = 0n;
  for (const [index, coin] of sorted.entries()) {
    held += coin.money.units;
    const spent = sorted.slice(0, index + 1);
    const inputs = spent.map((): typeof SPENT_KIND => SPENT_KIND);
    const facts: BitcoinFeeFacts = { rates, inputs, outputs, change: SPENT_KIND };
    const fee = priceOf(urgency, facts, over);
    const left = held - money.units - fee.expected;
    if (left >= dust) return accept({ coins: spent, facts, fee, change: left });
    const least = priceOf(urgency, { ...facts, change: null }, over);
    if (held >= money.units + least.expected) return accept({ coins: spent, facts, fee, change: 0n });
  }
  return refuse('too_little');
}

/** What it costs by the rates; where it takes the place of another, more than that one by what nodes ask. */
function priceOf(urgency: FeeUrgency, facts: BitcoinFeeFacts, over: PaidBefore | null): BitcoinFee {
  const fee = estimateFee('bitcoin', urgency, facts);
  if (over === null) return fee;
  const floor = over.paid + (fee.virtualBytes * facts.rates.least + 999n) / 1_000n;
  const room = fee.most - fee.expected;
  const expected = largerUnits(smallerUnits(fee.expected, over.costMost - room), floor);
  const ratePerThousand = (expected * 1_000n) / fee.virtualBytes;
  return { ...fee, expected, most: expected + room, ratePerThousand };
}

/** An address of either chain: whoever asks has read it before. */
export function readOwn(address: string): ReadAddress {
  const [live, test] = [readAddress('bitcoin', address, 'live'), readAddress('bitcoin', address, 'test')];
  const read = live.ok ? live : test;
  assert(read.ok, 'a transfer goes to a good address', { address });
  return read.value;
}
