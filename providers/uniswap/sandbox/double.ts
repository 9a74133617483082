import { type DoubleKind, onChainAlone } from '@diboas/sandbox-kit';

/** Uniswap has no server: its contracts stand on the chain, by their own bytecode. */
export const uniswapDouble: DoubleKind = onChainAlone({
  id: 'uniswap',
  name: 'Uniswap',
  signedFor: { use: 'swaps', networks: ['ethereum'] },
});
