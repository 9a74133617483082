import { type DoubleKind, onChainAlone } from '@diboas/sandbox-kit';

/** Uniswap has no server: its contracts stand on the chain, by their own bytecode. */
export const uniswapLiquidityDouble: DoubleKind = onChainAlone({
  id: 'uniswap-liquidity',
  name: 'Uniswap (liquidity)',
  signedFor: { use: 'pools', networks: ['ethereum'] },
});
