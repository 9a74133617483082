import { accept, type Outcome, refuse } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import type { FloatHoldings } from '@diboas/orchestration';
import { chainOf } from '../networks/open-networks.ts';
import type { ChainWalletParts } from './parts.ts';

type HoldingParts = Pick<ChainWalletParts, 'chains' | 'payingAddress'>;

/**
 * What lies at the addresses that orders are paid from, by the word of each network: whoever keeps keys keeps no money. A
 * network where there is such an address and nobody answers is silent; one where there is none holds nothing.
 */
export async function readHoldings(parts: HoldingParts): Promise<Outcome<FloatHoldings, 'unavailable'>> {
  const told = await Promise.all(
    CHAIN_NETWORKS.map(async (network) => ({ network, monies: await lookAt(parts, network) })),
  );
  const silent = told.filter(({ monies }) => monies === null).map(({ network }) => network);
  const held = told.flatMap(({ network, monies }) => (monies ?? []).map((money) => ({ money, network })));
  // Where nobody at all answers, nothing could be had.
  return held.length === 0 && silent.length > 0 ? refuse('unavailable') : accept({ held, silent });
}

/** Null where nobody says. */
async function lookAt({ chains, payingAddress }: HoldingParts, network: ChainNetwork) {
  const address = await payingAddress(network);
  if (!address.ok) return address.refusal === 'unsupported' ? [] : null;
  const holdings = await chainOf(chains, network)?.holdings(address.value);
  return holdings?.ok ? holdings.value : null;
}
