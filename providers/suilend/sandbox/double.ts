import { type DoubleKind, onChainAlone } from '@diboas/sandbox-kit';
import { suilendPackage } from './package.ts';

/** Suilend has no server that is asked: its market stands on the chain. */
export const suilendDouble: DoubleKind = onChainAlone({
  ...{ id: 'suilend', name: 'Suilend', suiPackages: [suilendPackage] },
  signedFor: { use: 'reserves', networks: ['sui'] },
});
