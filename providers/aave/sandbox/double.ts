import { type DoubleKind, onChainAlone } from '@diboas/sandbox-kit';

/** Aave has no server: its contracts stand on the chain, by their own bytecode. */
export const aaveDouble: DoubleKind = onChainAlone({
  id: 'aave',
  name: 'Aave',
  signedFor: { use: 'lending', networks: ['ethereum'] },
});
