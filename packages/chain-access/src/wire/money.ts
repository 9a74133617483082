import { type Asset, assert, type Money } from '@diboas/kernel';
import type { NetworkAsset } from '@diboas/networks';

/** The network's own coin, which fees are paid in. */
export function coinOf(assets: readonly NetworkAsset[]): Asset {
  const coin = assets.find(({ token }) => token === null);
  assert(coin !== undefined, 'a network has a coin of its own');
  return coin.asset;
}

/** The contract, mint or type of an asset; null for the network's own coin. */
export function tokenOf(assets: readonly NetworkAsset[], { asset }: Pick<Money, 'asset'>): string | null {
  const found = assets.find((one) => one.asset === asset);
  assert(found !== undefined, 'an asset is sent on a network that has it', { asset });
  return found.token;
}

export interface TokenAsset extends NetworkAsset {
  readonly token: string;
}

export function tokensOf(assets: readonly NetworkAsset[]): readonly TokenAsset[] {
  return assets.filter((one): one is TokenAsset => one.token !== null);
}
