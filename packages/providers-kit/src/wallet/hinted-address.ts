import { type ChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import type { WalletAddress } from '@diboas/orchestration';

/** The networks by the first part of their CAIP-2 names. */
const NETWORKS: ReadonlyMap<string, ChainNetwork> = new Map([
  ['bip122', 'bitcoin'],
  ['eip155', 'ethereum'],
  ['solana', 'solana'],
  ['sui', 'sui'],
]);

/** In the letters in which wallets are told of; null where it is on a network that we know nothing of. */
export function hintedAddress(
  { caip2, address }: { readonly caip2: string; readonly address: string },
  chain: NetworkChain,
): WalletAddress | null {
  const network = NETWORKS.get(caip2.split(':')[0] ?? '');
  if (network === undefined) return null;
  const read = readAddress(network, address, chain);
  return read.ok ? { network, address: read.value.address } : null;
}
