import { accept } from '@diboas/kernel';
import type { ChainAccess, ChainNode } from '../shape/chain-access.ts';
import { orUnknown, valueOrUnavailable } from '../wire/unanswered.ts';
import { readEthereumFees } from './fees.ts';
import { findEthereum } from './find.ts';
import { readEthereumGenesis } from './genesis.ts';
import { isEthereumContract, readEthereumHoldings } from './holdings.ts';
import { readEthereumIncoming } from './incoming.ts';
import { broadcastEthereum, unsignedEthereum } from './transfer.ts';
import { openEthereumWire } from './wire.ts';

export function openEthereumAccess(options: ChainNode): ChainAccess<'ethereum'> {
  const wire = openEthereumWire(options);
  const { submitUrl = null } = options;
  const submit = submitUrl === null ? wire : openEthereumWire({ ...options, url: submitUrl });
  return {
    network: 'ethereum',
    genesis: () => valueOrUnavailable(() => readEthereumGenesis(wire)),
    feeFacts: (ask) => readEthereumFees(wire, ask),
    find: (hash, sent) => orUnknown(() => findEthereum(wire, hash, sent)),
    incoming: (address, since) => readEthereumIncoming(wire, address, since),
    holdings: (address) => readEthereumHoldings(wire, address),
    isContract: (address) => isEthereumContract(wire, address),
    coins: async () => accept([]),
    chooser: async () => accept(() => []),
    unsigned: (ask) => unsignedEthereum(wire, ask),
    broadcast: (bytes) => orUnknown(() => broadcastEthereum({ wire, submit }, bytes)),
  };
}
