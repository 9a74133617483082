// Which outputs pay for a transfer, and what that costs.
import { accept, assert, largerUnits, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import {
  type AddressKind,
  type CoinsWanted,
  changeLeft,
  chooseBitcoinCoins,
  estimateFee,
  type FeeUrgency,
  type InputKind,
  leastChangeOf,
  leastReplacementFee,
  type NetworkFacts,
  type ReadAddress,
  readAddress,
  spendLaterOf,
  type WaitingBitcoin,
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

/** What this one takes the place of. No more is offered than it may cost, but never less than nodes ask for that. */
export interface PaidBefore {
  readonly waits: WaitingBitcoin;
  /** How many of the coins, the first, are those that it spends. */
  readonly inputs: number;
  readonly costMost: bigint;
}

interface ChoosingFacts {
  readonly rates: BitcoinFeeFacts['rates'];
  /** Null where it takes the place of none. */
  readonly over: PaidBefore | null;
}

/** What is spent, by where it lies: with the key of an address of segwit, or two of the three of a treasury's. */
export function spentFrom(address: string): { readonly input: InputKind; readonly change: AddressKind } {
  const { kind } = readOwn(address);
  assert(kind === 'p2wpkh' || kind === 'p2wsh', 'coins are spent from an address of segwit', { address });
  return kind === 'p2wpkh' ? { input: 'p2wpkh', change: kind } : { input: 'p2wsh_2of3', change: kind };
}

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

function pricesOf({ from, money, to, urgency }: TransferAsk, { rates, over }: ChoosingFacts): Prices {
  const outputs = [readOwn(to).kind];
  const { input, change } = spentFrom(from);
  const factsOf = (inputs: number, hasChange: boolean): BitcoinFeeFacts => ({
    ...{ rates, outputs, change: hasChange ? change : null },
    inputs: Array.from({ length: inputs }, () => input),
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
    leastChange: leastChangeOf(change, rates),
    spendLater: spendLaterOf(change, rates),
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
  const floor = leastReplacementFee([over.waits], fee.virtualBytes, facts.rates.least);
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
