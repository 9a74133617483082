// Which range a position has: one that is published, around the price that there is as it is made.
import type { EvmStrategy } from '@diboas/providers-kit/strategies';
import { TICK_SPACING } from '../wire/contracts.ts';
import type { SqrtRange } from './amounts.ts';
import { nearestUsable, sqrtRatioAt } from './ticks.ts';

export interface LiquidityStrategy extends EvmStrategy {
  readonly asset: 'USDC';
  /** How far it goes to each side, in ticks: 13,863 of them are a factor of four. */
  readonly reach: number;
}

export const WIDE = {
  ...({ id: 'uniswap-usdc-eth-wide', asset: 'USDC', protocol: 'Uniswap v3', exit: 'when_free' } as const),
  reach: 13_863,
} as const satisfies LiquidityStrategy;

export interface TickRange {
  readonly tickLower: number;
  readonly tickUpper: number;
}

export function rangeAround(tick: number, { reach }: Pick<LiquidityStrategy, 'reach'>): TickRange {
  const [tickLower, tickUpper] = [tick - reach, tick + reach].map((end) => nearestUsable(end, TICK_SPACING));
  return { tickLower: tickLower ?? tick, tickUpper: tickUpper ?? tick };
}

/** Ticks rise as ether gets cheaper, since the pool prices dollars in ether. */
export function sqrtRangeOf({ tickLower, tickUpper }: TickRange): SqrtRange {
  return { dearest: sqrtRatioAt(tickLower), cheapest: sqrtRatioAt(tickUpper) };
}
