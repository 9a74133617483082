import { ASSETS } from '@diboas/kernel';
import { ANY_AMOUNT, type LeastSend, type NetworkAsset } from '../shape/amount.ts';
import type { NetworkChain } from '../shape/chain.ts';

const SUI: NetworkAsset = { asset: 'SUI', decimals: ASSETS.SUI.decimals, token: null };

const usdcOf = (contract: string): NetworkAsset => ({
  asset: 'USDC',
  decimals: ASSETS.USDC.decimals,
  token: `${contract}::usdc::USDC`,
});

/** Coin types of USDC by its issuer, Circle: "USDC Contract Addresses", Sui and Sui Testnet. */
export const SUI_ASSETS: Readonly<Record<NetworkChain, readonly NetworkAsset[]>> = {
  live: [SUI, usdcOf('0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7')],
  test: [SUI, usdcOf('0xa1ec7fc00a6f40db9693ad1415d0c193ad3906494428cf252621037bd7117e29')],
};

/** Sui carries any amount to any address: the sender pays for the object it lies in, as part of the fee. */
export function leastSuiSend(): LeastSend {
  return ANY_AMOUNT;
}
