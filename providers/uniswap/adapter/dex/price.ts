// What a swap would give in the best pool, and the gas that it takes.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { ORDER_PROTECTION } from '@diboas/market';
import type { EvmParts } from '@diboas/providers-kit/evm';
import { DEPLOYMENTS } from '../wire/contracts.ts';
import { type PoolQuote, readPools } from '../wire/reader.ts';
import type { Swap } from './swap.ts';

/** Gas beside the swap in the pool: what every transaction takes, the router's own part, and ether that becomes a token or is one no more. */
export const ROUTER_GAS = 110_000n;
/** Gas that letting the router take a token takes at most: Circle's contract of USDC, which is called through another one. */
const APPROVAL_GAS = 70_000n;

/** A part of it that moves nothing shows the price before. */
const PART = 1_000n;

export type NoPool = 'unavailable' | 'unsupported' | 'amount_too_small' | 'amount_too_large';

/** The pool that gives most. Refused where none gives anything, or the best one only at a price that the swap itself makes much worse. */
export async function bestPool(
  { reader, chain }: Pick<EvmParts, 'reader' | 'chain'>,
  { pay, tokenIn, tokenOut }: Swap,
): Promise<Outcome<PoolQuote, NoPool>> {
  if (reader === null) return refuse('unsupported');
  const [whole, part] = await Promise.all(
    [pay.units, pay.units / PART].map((amountIn) =>
      readPools(reader, DEPLOYMENTS[chain], { tokenIn, tokenOut, amountIn }),
    ),
  );
  if (!whole?.ok || !part?.ok) return refuse('unavailable');
  const [best] = whole.value.toSorted((left, right) => (left.out > right.out ? -1 : 1));
  if (best === undefined) return refuse('unsupported');
  const small = part.value.find(({ fee }) => fee === best.fee);
  if (best.out === 0n || small === undefined || small.out === 0n) return refuse('amount_too_small');
  const still = small.out * PART;
  return best.out * 10_000n < still * (10_000n - ORDER_PROTECTION.impactMaxBps)
    ? refuse('amount_too_large')
    : accept(best);
}

/** Gas of the approval that a swap takes at most: ether needs none. */
export function approvalGasOf({ side }: Pick<Swap, 'side'>): bigint {
  return side === 'buy' ? APPROVAL_GAS : 0n;
}
