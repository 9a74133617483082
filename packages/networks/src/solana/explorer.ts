import type { NetworkChain } from '../shape/chain.ts';
import type { Explored } from '../shape/explorer.ts';

const QUERY: Readonly<Record<NetworkChain, string>> = { live: '', test: '?cluster=devnet' };

/** Solana Explorer: `/tx/<signature>` and `/address/<address>`, with the cluster in the query. */
export function solanaExplorerLink(chain: NetworkChain, { what, id }: Explored): string {
  const page = what === 'transaction' ? 'tx' : 'address';
  return `https://explorer.solana.com/${page}/${encodeURIComponent(id)}${QUERY[chain]}`;
}
