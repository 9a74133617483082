// What crosses: USDC, between Ethereum and Solana.
import type { Asset, Money, Network } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { SignedNetwork } from '@diboas/providers-kit';

/** The numbers that Circle calls networks by. */
export const DOMAINS: Readonly<Record<SignedNetwork, number>> = { ethereum: 0, solana: 5 };

export interface Way {
  readonly pay: Money;
  readonly from: SignedNetwork;
  readonly to: SignedNetwork;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Asset; readonly network: Network };
}

/** Null for what does not cross here: another asset, another network, or none at all. */
export function wayOf({ pay, payNetwork: from, receive: { asset, network: to } }: AskedFor): Way | null {
  if (pay.asset !== 'USDC' || asset !== 'USDC' || from === to) return null;
  return isEnd(from) && isEnd(to) ? { pay, from, to } : null;
}

function isEnd(network: Network): network is SignedNetwork {
  return network === 'ethereum' || network === 'solana';
}

/** Where USDC is on a network: its contract or mint. */
export function usdcOn(network: SignedNetwork, chain: NetworkChain): string {
  return assetsOn(network, chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
}
