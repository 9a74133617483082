// What the chains lay at the addresses that orders are paid from, so that there is something to pay with.
import { type Asset, assert, type Network, parseMoney } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';

/** A part of it: so much of an asset, so many times. */
interface FloatPart {
  readonly asset: Asset;
  readonly amount: string;
  /** Where what is paid with is a coin of its own, each payment under way takes one: many are many at once. */
  readonly times: number;
}

const FLOAT: Readonly<Record<ChainNetwork, readonly FloatPart[]>> = {
  bitcoin: [{ asset: 'BTC', amount: '0.5', times: 60 }],
  ethereum: [
    { asset: 'ETH', amount: '1000', times: 1 },
    { asset: 'USDC', amount: '10000000', times: 1 },
  ],
  solana: [
    { asset: 'SOL', amount: '10000', times: 1 },
    { asset: 'USDC', amount: '10000000', times: 1 },
  ],
  sui: [
    { asset: 'SUI', amount: '1000', times: 60 },
    { asset: 'USDC', amount: '100000', times: 60 },
  ],
};

/** A grant after the other: in minor units of an asset. */
export function floatOf(network: ChainNetwork): readonly { readonly asset: Asset; readonly units: bigint }[] {
  return FLOAT[network].flatMap(({ asset, amount, times }) => {
    const parsed = parseMoney(asset, amount);
    assert(parsed.ok, 'a float is an amount of its asset', { asset, amount });
    return Array.from({ length: times }, () => ({ asset, units: parsed.value.units }));
  });
}

export interface PayingAddress {
  readonly network: Network;
  readonly address: string;
}
