// What a swap would give in the best pool, and what the network would take for it.
import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import { estimateFee, type NetworkFacts } from '@diboas/networks';
import type { PoolQuote } from '../wire/reader.ts';
import type { DexParts } from './parts.ts';
import type { Swap } from './swap.ts';

/** Gas beside the swap in the pool: what every transaction takes, the router's own part, and ether that becomes a token or is one no more. */
const ROUTER_GAS = 110_000n;
/** Gas that letting the router take a token takes at most: Circle's contract of USDC, which is called through another one. */
export const APPROVAL_GAS = 70_000n;

/** By how much a swap may move the price of its pool, in basis points: whoever asks for more would pay for it. */
const MOVES_BPS = 500n;
/** A part of it that moves nothing shows the price before. */
const PART = 1_000n;

export type NoPool = 'unavailable' | 'unsupported' | 'amount_too_small' | 'amount_too_large';

/** The pool that gives most. Refused where none gives anything, or the best one only at a price that the swap itself makes worse. */
export async function bestPool(
  { reader }: Pick<DexParts, 'reader'>,
  { pay, tokenIn, tokenOut }: Swap,
): Promise<Outcome<PoolQuote, NoPool>> {
  if (reader === null) return refuse('unsupported');
  const [whole, part] = await Promise.all(
    [pay.units, pay.units / PART].map((amountIn) => reader.quotes({ tokenIn, tokenOut, amountIn })),
  );
  if (!whole?.ok || !part?.ok) return refuse('unavailable');
  const [best] = whole.value.toSorted((left, right) => (left.out > right.out ? -1 : 1));
  if (best === undefined) return refuse('unsupported');
  const small = part.value.find(({ fee }) => fee === best.fee);
  if (best.out === 0n || small === undefined || small.out === 0n) return refuse('amount_too_small');
  const still = small.out * PART;
  return best.out * 10_000n < still * (10_000n - MOVES_BPS) ? refuse('amount_too_large') : accept(best);
}

export type EthereumFee = NetworkFacts['ethereum']['fee'] &
  Pick<NetworkFacts['ethereum']['feeFacts'], 'nextBaseFee'>;

/** What the swap may cost in this pool; all of a fee's gas is the swap's, and an approval has as much for each unit beside it. */
export async function feeOf(
  { chains }: Pick<DexParts, 'chains'>,
  { from, gas }: { readonly from: string; readonly gas: bigint },
): Promise<Outcome<EthereumFee, 'unavailable'>> {
  const self = { from, to: from, money: money('ETH', 0n), urgency: 'normal', coins: [] } as const;
  // A transfer to itself is tried for the state of the network: the gas is the pool's word.
  const facts = await chains.ethereum?.feeFacts(self);
  if (!facts?.ok) return refuse('unavailable');
  const { nextBaseFee } = facts.value;
  return accept({
    ...estimateFee('ethereum', 'normal', { ...facts.value, gas: gas + ROUTER_GAS }),
    nextBaseFee,
  });
}

/** The most that the network may take of both transactions, or of the one. */
export function mostOf({ side }: Pick<Swap, 'side'>, { most, maxFeePerGas }: EthereumFee): Money {
  return money('ETH', most + (side === 'buy' ? APPROVAL_GAS * maxFeePerGas : 0n));
}
