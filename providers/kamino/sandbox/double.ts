/** Kamino's server. What lies in its vault, and who has which shares of it, is the chain's alone: it keeps nothing. */
import { type DoubleKind, onlyAnswers } from '@diboas/sandbox-kit';
import { createKaminoWire } from './server.ts';
import { openRpc, type Rpc } from './vault.ts';

export const kaminoDouble: DoubleKind = {
  id: 'kamino',
  name: 'Kamino',
  secrets: {},
  open({ chainUrl }) {
    let opened: Rpc | null = null;
    // Where the chain is asked is known once the sandbox listens.
    const rpc = (): Rpc | null => {
      const url = chainUrl('solana');
      if (url !== null) opened ??= openRpc(url);
      return opened;
    };
    return {
      ...onlyAnswers,
      wire: createKaminoWire({ rpc }),
      signedFor: { use: 'vaults', networks: ['solana'] },
    };
  },
};
