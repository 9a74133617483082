import { assert } from '@diboas/kernel';
import { assetsOn, type ChainNetwork } from '@diboas/networks';

/**
 * Where USDC is on the chain for tests of a network: its contract, mint or coin type. Ours has it there too, so that what
 * is configured for that chain works with this one as it is.
 */
export function usdcOn(network: ChainNetwork): string {
  const usdc = assetsOn(network, 'test').find(({ asset }) => asset === 'USDC');
  assert(usdc?.token, 'USDC is issued on the network', { network });
  return usdc.token;
}
