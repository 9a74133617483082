import { assert } from '@diboas/kernel';
import { assetsOn } from '@diboas/networks';
import type { DeskOf } from '@diboas/providers-kit';
import { type EvmOptions, openEvm } from '@diboas/providers-kit/evm';
import { createEvmStrategies } from '@diboas/providers-kit/strategies';
import { getAddress } from 'viem';
import { VAULTS } from '../wire/contracts.ts';
import { createVaultVenue } from './venue.ts';

/** Vaults by EIP-4626 on Ethereum. */
export function createVaultStrategies(options: Omit<EvmOptions, 'use'>): DeskOf<'strategies'> {
  const parts = openEvm({ ...options, use: 'vaults' });
  const token = assetsOn('ethereum', parts.chain).find(({ asset }) => asset === 'USDC')?.token;
  assert(token, 'USDC is a token on Ethereum');
  const venue = createVaultVenue(parts, { vaults: VAULTS[parts.chain], usdc: getAddress(token) });
  return createEvmStrategies(parts, venue);
}
