import type { Stock } from '@diboas/kernel';
import type { ChainNetwork } from './shape/chain.ts';

/**
 * The network on which our books have each share that is held as a token: where its issuer has it beside others. It may
 * change hands among those only whom the issuer knows, so it is no asset that comes to an address or leaves for one here.
 */
const STOCK_NETWORKS: Readonly<Record<Stock, ChainNetwork>> = {
  AAPL: 'ethereum',
  NVDA: 'ethereum',
  SPY: 'ethereum',
  TSLA: 'ethereum',
};

export function networkOfStock(stock: Stock): ChainNetwork {
  return STOCK_NETWORKS[stock];
}
