// Which outputs pay for a transfer, and what that costs.
import { accept, assert, type Outcome, refuse } from '@diboas/kernel';
import { estimateFee, type NetworkFacts, type ReadAddress, readAddress } from '@diboas/networks';
import type { ChainCoin, TransferAsk } from '../shape/transfer.ts';

type BitcoinFeeFacts = NetworkFacts['bitcoin']['feeFacts'];

/** What was chosen, with what it costs. */
export interface Chosen {
  readonly coins: readonly ChainCoin[];
  readonly facts: BitcoinFeeFacts;
  readonly fee: NetworkFacts['bitcoin']['fee'];
  /** What comes back; 0 where it would be dust, which the miner has then. */
  readonly change: bigint;
}

/** What we sign for: other outputs than this are not spent. */
export const SPENT_KIND = 'p2wpkh';

/**
 * The largest first, until they cover what is sent and the fee for it, so that few are spent. Only those in a block: what
 * hangs on a transaction that waits may never come. The fee is counted with change: its most covers both.
 */
export function chooseOutputs(
  { coins, money, to, urgency }: TransferAsk,
  { rates, dust }: { readonly rates: BitcoinFeeFacts['rates']; readonly dust: bigint },
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
    const fee = estimateFee('bitcoin', urgency, facts);
    const left = held - money.units - fee.expected;
    if (left >= dust) return accept({ coins: spent, facts, fee, change: left });
    const least = estimateFee('bitcoin', urgency, { ...facts, change: null });
    if (held >= money.units + least.expected) return accept({ coins: spent, facts, fee, change: 0n });
  }
  return refuse('too_little');
}

/** An address of either chain: whoever asks has read it before. */
export function readOwn(address: string): ReadAddress {
  const [live, test] = [readAddress('bitcoin', address, 'live'), readAddress('bitcoin', address, 'test')];
  const read = live.ok ? live : test;
  assert(read.ok, 'a transfer goes to a good address', { address });
  return read.value;
}
