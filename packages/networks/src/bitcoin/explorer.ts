import type { NetworkChain } from '../shape/chain.ts';
import type { Explored } from '../shape/explorer.ts';

const PAGES: Readonly<Record<NetworkChain, string>> = {
  live: 'https://mempool.space',
  test: 'https://mempool.space/testnet4',
};

/** mempool.space: `/tx/<txid>` and `/address/<address>`. */
export function bitcoinExplorerLink(chain: NetworkChain, { what, id }: Explored): string {
  return `${PAGES[chain]}/${what === 'transaction' ? 'tx' : 'address'}/${encodeURIComponent(id)}`;
}
