import { ASSETS } from '@diboas/kernel';
import { ANY_AMOUNT, type LeastSend, type NetworkAsset } from '../shape/amount.ts';
import type { NetworkChain } from '../shape/chain.ts';

const ETH: NetworkAsset = { asset: 'ETH', decimals: ASSETS.ETH.decimals, token: null };

const usdcAt = (token: string): NetworkAsset => ({ asset: 'USDC', decimals: ASSETS.USDC.decimals, token });

/** Contracts of USDC by its issuer, Circle: "USDC Contract Addresses", Ethereum and Ethereum Sepolia. */
export const ETHEREUM_ASSETS: Readonly<Record<NetworkChain, readonly NetworkAsset[]>> = {
  live: [ETH, usdcAt('0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48')],
  test: [ETH, usdcAt('0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238')],
};

/** Ethereum carries any amount to any address. */
export function leastEthereumSend(): LeastSend {
  return ANY_AMOUNT;
}
