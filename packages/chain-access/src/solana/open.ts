import { accept } from '@diboas/kernel';
import type { ChainAccess, ChainNode } from '../shape/chain-access.ts';
import { orUnknown, valueOrUnavailable } from '../wire/unanswered.ts';
import { readSolanaFees } from './fees.ts';
import { findSolana } from './find.ts';
import { readSolanaGenesis } from './genesis.ts';
import { isSolanaContract, readSolanaHoldings } from './holdings.ts';
import { readSolanaIncoming } from './incoming.ts';
import { broadcastSolana, unsignedSolana } from './transfer.ts';
import { openSolanaWire } from './wire.ts';

export function openSolanaAccess(options: ChainNode): ChainAccess<'solana'> {
  const wire = openSolanaWire(options);
  return {
    network: 'solana',
    genesis: () => valueOrUnavailable(() => readSolanaGenesis(wire)),
    feeFacts: (ask) => readSolanaFees(wire, ask),
    find: (hash, sent) => orUnknown(() => findSolana(wire, hash, sent)),
    incoming: (address, since) => readSolanaIncoming(wire, address, since),
    holdings: (address) => readSolanaHoldings(wire, address),
    isContract: (address) => isSolanaContract(wire, address),
    coins: async () => accept([]),
    chooser: async () => accept(() => []),
    unsigned: (ask) => unsignedSolana(wire, ask),
    broadcast: (bytes) => orUnknown(() => broadcastSolana(wire, bytes)),
  };
}
