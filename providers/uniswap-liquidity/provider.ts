/** Positions in a pool of Uniswap v3 on Ethereum: contracts on a network, called by transactions of ours. There is no company that is asked, and no key. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, listOf } from '@diboas/providers-kit';
import { z } from 'zod';

const codeHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be SHA-256 of code, in hex');

export const uniswapLiquidity = defineProvider({
  id: 'uniswap-liquidity',
  name: 'Uniswap (liquidity)',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    UNISWAP_LIQUIDITY_NETWORK: z.enum(['ethereum']),
    UNISWAP_LIQUIDITY_CODE: listOf(codeHash, 'hash').default([]),
  }),
  says: {
    UNISWAP_LIQUIDITY_NETWORK:
      'on which network something is put into pools of Uniswap: ethereum, by the first provider that signs. Nothing is put in there when left out',
    UNISWAP_LIQUIDITY_CODE:
      'SHA-256 of the code of the pool, the positions and both routers of Uniswap that somebody of yours has looked at, with commas between; nothing is put in where other code runs',
  },
  secrets: {},
  settingsAt: () => ({ UNISWAP_LIQUIDITY_NETWORK: 'ethereum' }),
  sandbox: async () => (await import('./sandbox/double.ts')).uniswapLiquidityDouble,
  ownHosts: /(^|\.)uniswap\.org\.?$/,
  // Where Ethereum is asked is said once for all who ask.
  addresses: () => ({}),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open({ UNISWAP_LIQUIDITY_CODE: knownCode }, parts) {
    const { createLiquidityStrategies } = await import('./adapter/strategies/desk.ts');
    return {
      strategies: createLiquidityStrategies({ ...parts, knownCode, signer: parts.signer.forUse('pools') }),
    };
  },
});
