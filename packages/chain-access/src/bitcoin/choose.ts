// Which outputs pay for a transfer, and what that costs.
import { accept, assert, largerUnits, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import {
  type CoinsWanted,
  changeLeft,
  chooseBitcoinCoins,
  estimateFee,
  type FeeUrgency,
  leastChangeOf,
  type NetworkFacts,
  type ReadAddress,
  readAddress,
  spendLaterOf,
} from '@diboas/networks';
import type { ChainCoin, TransferAsk } from '../shape/transfer.ts';

type BitcoinFeeFacts = NetworkFacts['bitcoin']['feeFacts'];
type BitcoinFee = NetworkFacts['bitcoin']['fee'];

/** What was chosen, with what it costs. */
export interface Chosen {
  readonly coins: readonly ChainCoin[];
  readonly facts: BitcoinFeeFacts;
  readonly fee: BitcoinFee;
  /** What comes back; 0 where that would not be worth it, and the miner has what is left. */
  readonly change: bigint;
}

/**
 * What the transaction pays that this one takes the place of: by BIP-125 it pays that and as much again for its own size as
 * nodes relay at, and a higher rate. No more is offered than it may cost, but never less than that.
 */
export interface PaidBefore {
  /** How many of the coins, the first, are those that it spends. */
  readonly inputs: number;
  readonly paid: bigint;
  readonly costMost: bigint;
}

interface ChoosingFacts {
  readonly rates: BitcoinFeeFacts['rates'];
  /** Null where it takes the place of none. */
  readonly over: PaidBefore | null;
}

/** What we sign for: other outputs than this are not spent. */
export const SPENT_KIND = 'p2wpkh';

/**
 * Those of the coins that make it cheapest. Only what is in a block: what hangs on a transaction that waits may never come. The
 * fee is counted with change: its most covers both. Null where all of them do not cover it.
 */
export function chooseCheapest(ask: TransferAsk, rates: BitcoinFeeFacts['rates']): Chosen | null {
  const priced = pricesOf(ask, { rates, over: null });
  const named = ask.coins
    .filter(({ isInBlock }) => isInBlock)
    .map((coin) => ({ coin, name: coin.name, units: coin.money.units }));
  const choice = chooseBitcoinCoins(named, priced.wanted);
  return choice && { ...priced.of(choice.coins.map(({ coin }) => coin)), change: choice.change };
}

/**
 * In the order in which they are given, as many as it takes: the first is always spent, so that no two transactions that are made
 * of the same coins can both be carried out. What takes the place of another spends all that that one does.
 */
export function spendInOrder(ask: TransferAsk, facts: ChoosingFacts): Outcome<Chosen, 'too_little'> {
  const priced = pricesOf(ask, facts);
  let held = 0n;
  for (const [index, { money }] of ask.coins.entries()) {
    held += money.units;
    const inputs = index + 1;
    const change = inputs < (facts.over?.inputs ?? 1) ? null : changeLeft({ held, inputs }, priced.wanted);
    if (change !== null) return accept({ ...priced.of(ask.coins.slice(0, inputs)), change });
  }
  return refuse('too_little');
}

interface Prices {
  readonly wanted: CoinsWanted;
  of(coins: readonly ChainCoin[]): Omit<Chosen, 'change'>;
}

function pricesOf({ money, to, urgency }: TransferAsk, { rates, over }: ChoosingFacts): Prices {
  const outputs = [readOwn(to).kind];
  const factsOf = (inputs: number, hasChange: boolean): BitcoinFeeFacts => ({
    ...{ rates, outputs, change: hasChange ? SPENT_KIND : null },
    inputs: Array.from({ length: inputs }, (): typeof SPENT_KIND => SPENT_KIND),
  });
  // Choosing asks for the same few again and again.
  const known = new Map<string, bigint>();
  const feeOf = (inputs: number, hasChange: boolean): bigint => {
    const name = `${inputs} ${hasChange}`;
    const fee = known.get(name) ?? priceOf(urgency, factsOf(inputs, hasChange), over).expected;
    known.set(name, fee);
    return fee;
  };
  const worth = {
    leastChange: leastChangeOf(SPENT_KIND, rates),
    spendLater: spendLaterOf(SPENT_KIND, rates),
  };
  return {
    wanted: { sent: money.units, feeOf, ...worth },
    of(coins) {
      const facts = factsOf(coins.length, true);
      return { coins, facts, fee: priceOf(urgency, facts, over) };
    },
  };
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
