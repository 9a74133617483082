// M24: the addresses that lists name. An address is somebody's or it is not: nothing is taken for it that is only alike.
import { CHAIN_NETWORKS, type ChainNetwork, readAddress } from '@diboas/networks';
import type { ListEntry, ListedAddress } from '../entry/entry.ts';

export interface AddressHit {
  readonly entry: ListEntry;
  readonly listed: ListedAddress;
}

export interface AddressIndex {
  /** How many addresses lists name, on whatever network. */
  readonly addresses: number;
  /** How many of them are of none of our networks, and so are never asked about. */
  readonly elsewhere: number;
  /** Who of the lists has the address; empty for an address that is none, as nobody can have it. */
  screen(network: ChainNetwork, address: string): readonly AddressHit[];
}

/**
 * A list names a currency, not a network, and USDT may be on several: so an address is looked for on every network of ours
 * on which it is one, in the one spelling that the network has for it.
 */
export function createAddressIndex(entries: readonly ListEntry[]): AddressIndex {
  const byAddress = new Map<string, AddressHit[]>();
  let addresses = 0;
  let elsewhere = 0;
  for (const entry of entries)
    for (const listed of entry.addresses) {
      addresses += 1;
      const keys = CHAIN_NETWORKS.flatMap((network) => keyOf(network, listed.address) ?? []);
      if (keys.length === 0) elsewhere += 1;
      for (const key of keys) byAddress.set(key, [...(byAddress.get(key) ?? []), { entry, listed }]);
    }
  return {
    ...{ addresses, elsewhere },
    screen(network, address) {
      const key = keyOf(network, address);
      return key === null ? [] : (byAddress.get(key) ?? []);
    },
  };
}

function keyOf(network: ChainNetwork, text: string): string | null {
  const read = readAddress(network, text, 'live');
  return read.ok ? `${network} ${read.value.address}` : null;
}
