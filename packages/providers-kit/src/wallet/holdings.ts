import { accept, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import { CHAIN_NETWORKS } from '@diboas/networks';
import { chainOf } from './open-networks.ts';
import type { ChainWalletParts } from './parts.ts';

/** What lies at the addresses that orders are paid from. Nothing is told where one network does not answer. */
export async function readHoldings(
  parts: Pick<ChainWalletParts, 'chains' | 'payingAddress'>,
): Promise<Outcome<readonly { readonly money: Money; readonly network: Network }[], 'unavailable'>> {
  const held: { readonly money: Money; readonly network: Network }[] = [];
  for (const network of CHAIN_NETWORKS) {
    const access = chainOf(parts.chains, network);
    if (access === undefined) continue;
    const address = await parts.payingAddress(network);
    if (!address.ok && address.refusal === 'unsupported') continue;
    if (!address.ok) return refuse('unavailable');
    const holdings = await access.holdings(address.value);
    if (!holdings.ok) return holdings;
    held.push(...holdings.value.map((money) => ({ money, network })));
  }
  return accept(held);
}
