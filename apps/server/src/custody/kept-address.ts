import type { Network } from '@diboas/kernel';
import { isChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import type { WalletAddress } from '@diboas/orchestration';

/**
 * An address in the one spelling in which it is kept and found again; null for what is no address of its network on this
 * chain, whoever says so.
 */
export function keptAddress(
  { network, address }: { readonly network: Network; readonly address: string },
  chain: NetworkChain,
): WalletAddress | null {
  if (!isChainNetwork(network)) return null;
  const read = readAddress(network, address, chain);
  return read.ok && read.value.ask === null ? { network, address: read.value.address } : null;
}
