import { assert } from '@diboas/kernel';
import { assetsOn } from '@diboas/networks';
import type { DeskOf } from '@diboas/providers-kit';
import { type EvmOptions, openEvm } from '@diboas/providers-kit/evm';
import { createEvmStrategies } from '@diboas/providers-kit/strategies';
import { getAddress } from 'viem';
import { KNOWN_CODE, MARKETS } from '../wire/contracts.ts';
import { createAaveVenue } from './venue.ts';

export interface AaveDeskOptions extends Omit<EvmOptions, 'use'> {
  /** SHA-256 of code that somebody of ours has looked at, beside what is known. */
  readonly knownCode: readonly string[];
}

/** Aave v3 on Ethereum: dollars and ether that are lent out, and taken out again with what they have earned. */
export function createAaveStrategies({ knownCode, ...options }: AaveDeskOptions): DeskOf<'strategies'> {
  const parts = openEvm({ ...options, use: 'lending' });
  const token = assetsOn('ethereum', parts.chain).find(({ asset }) => asset === 'USDC')?.token;
  assert(token, 'USDC is a token on Ethereum');
  const venue = createAaveVenue(parts, {
    ...{ market: MARKETS[parts.chain], usdc: getAddress(token) },
    knownCode: [...KNOWN_CODE[parts.chain], ...knownCode],
  });
  return createEvmStrategies(parts, venue);
}
