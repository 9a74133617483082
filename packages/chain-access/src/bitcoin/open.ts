import { accept } from '@diboas/kernel';
import type { ChainAccess, ChainNode } from '../shape/chain-access.ts';
import { orUnknown, valueOrUnavailable } from '../wire/unanswered.ts';
import { readBitcoinChooser, readBitcoinFees } from './fees.ts';
import { findBitcoin } from './find.ts';
import { readBitcoinGenesis } from './genesis.ts';
import { readBitcoinCoins, readBitcoinHoldings } from './holdings.ts';
import { readBitcoinIncoming } from './incoming.ts';
import { broadcastBitcoin, unsignedBitcoin } from './transfer.ts';
import { openBitcoinWire } from './wire.ts';

export function openBitcoinAccess(options: ChainNode): ChainAccess<'bitcoin'> {
  const wire = openBitcoinWire(options);
  return {
    network: 'bitcoin',
    genesis: () => valueOrUnavailable(() => readBitcoinGenesis(wire)),
    feeFacts: (ask) => readBitcoinFees(wire, ask),
    find: (hash, sent) => orUnknown(() => findBitcoin(wire, hash, sent)),
    incoming: (address, since) => readBitcoinIncoming(wire, address, since),
    holdings: (address) => readBitcoinHoldings(wire, address),
    isContract: async () => accept(false),
    coins: (address) => readBitcoinCoins(wire, address),
    chooser: (ask) => readBitcoinChooser(wire, ask),
    unsigned: (ask) => unsignedBitcoin(wire, ask),
    broadcast: (bytes) => orUnknown(() => broadcastBitcoin(wire, bytes)),
  };
}
