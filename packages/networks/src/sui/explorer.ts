import type { NetworkChain } from '../shape/chain.ts';
import type { Explored } from '../shape/explorer.ts';

const CHAINS: Readonly<Record<NetworkChain, string>> = { live: 'mainnet', test: 'testnet' };

/** Suiscan: `/<chain>/tx/<digest>` and `/<chain>/account/<address>`. */
export function suiExplorerLink(chain: NetworkChain, { what, id }: Explored): string {
  const page = what === 'transaction' ? 'tx' : 'account';
  return `https://suiscan.xyz/${CHAINS[chain]}/${page}/${encodeURIComponent(id)}`;
}
