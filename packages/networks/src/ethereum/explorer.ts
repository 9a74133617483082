import type { NetworkChain } from '../shape/chain.ts';
import type { Explored } from '../shape/explorer.ts';

const PAGES: Readonly<Record<NetworkChain, string>> = {
  live: 'https://etherscan.io',
  test: 'https://sepolia.etherscan.io',
};

/** Etherscan: `/tx/<hash>` and `/address/<address>`. */
export function ethereumExplorerLink(chain: NetworkChain, { what, id }: Explored): string {
  return `${PAGES[chain]}/${what === 'transaction' ? 'tx' : 'address'}/${encodeURIComponent(id)}`;
}
