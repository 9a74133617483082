import { type DoubleKind, onChainAlone } from '@diboas/sandbox-kit';

/** Vaults have no server: one stands on the chain. */
export const erc4626Double: DoubleKind = onChainAlone({
  id: 'erc4626',
  name: 'ERC-4626',
  signedFor: { use: 'vaults', networks: ['ethereum'] },
});
