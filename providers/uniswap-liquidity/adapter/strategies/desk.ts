import { assert } from '@diboas/kernel';
import { assetsOn } from '@diboas/networks';
import type { DeskOf } from '@diboas/providers-kit';
import { type EvmOptions, openEvm } from '@diboas/providers-kit/evm';
import { createEvmStrategies } from '@diboas/providers-kit/strategies';
import { getAddress } from 'viem';
import { KNOWN_LIQUIDITY_CODE, LIQUIDITY_MARKETS } from '../wire/contracts.ts';
import { createLiquidityVenue } from './venue.ts';

export interface LiquidityDeskOptions extends Omit<EvmOptions, 'use'> {
  /** SHA-256 of code that somebody of ours has looked at, beside what is known. */
  readonly knownCode: readonly string[];
}

/** Uniswap v3 on Ethereum: dollars that are put into a position of dollars and ether, of which others trade. */
export function createLiquidityStrategies({
  knownCode,
  ...options
}: LiquidityDeskOptions): DeskOf<'strategies'> {
  const parts = openEvm({ ...options, use: 'pools' });
  const token = assetsOn('ethereum', parts.chain).find(({ asset }) => asset === 'USDC')?.token;
  assert(token, 'USDC is a token on Ethereum');
  const [market, usdc] = [LIQUIDITY_MARKETS[parts.chain], getAddress(token)];
  // A pool has its tokens in the order of their addresses, and all arithmetic here has dollars first.
  assert(BigInt(usdc) < BigInt(market.weth), 'dollars are the first token of the pool');
  const known = [...KNOWN_LIQUIDITY_CODE[parts.chain], ...knownCode];
  return createEvmStrategies(parts, createLiquidityVenue(parts, { market, usdc, knownCode: known }));
}
