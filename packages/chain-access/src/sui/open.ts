import { accept } from '@diboas/kernel';
import type { ChainAccess, ChainNode } from '../shape/chain-access.ts';
import { orUnknown, valueOrUnavailable } from '../wire/unanswered.ts';
import { coverTransfer } from './choose.ts';
import { readSuiFees } from './fees.ts';
import { findSui } from './find.ts';
import { readSuiGenesis } from './genesis.ts';
import { isSuiObject, readSuiCoins, readSuiHoldings } from './holdings.ts';
import { readSuiIncoming } from './incoming.ts';
import { broadcastSui, unsignedSui } from './transfer.ts';
import { openSuiWire } from './wire.ts';

export function openSuiAccess(options: ChainNode): ChainAccess<'sui'> {
  const wire = openSuiWire(options);
  return {
    network: 'sui',
    genesis: () => valueOrUnavailable(() => readSuiGenesis(wire)),
    feeFacts: (ask) => readSuiFees(wire, ask),
    find: (hash, sent) => orUnknown(() => findSui(wire, hash, sent)),
    incoming: (address, since) => readSuiIncoming(wire, address, since),
    holdings: (address) => readSuiHoldings(wire, address),
    isContract: (address) => isSuiObject(wire, address),
    coins: (address) => readSuiCoins(wire, address),
    chooser: async (ask) => accept(coverTransfer(wire.assets, ask)),
    unsigned: (ask) => unsignedSui(wire, ask),
    broadcast: (bytes) => orUnknown(() => broadcastSui(wire, bytes)),
  };
}
