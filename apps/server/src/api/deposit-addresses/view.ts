import { assert, formatInstant, money } from '@diboas/kernel';
import {
  assetsOn,
  type ChainNetwork,
  isChainNetwork,
  leastSend,
  type NetworkChain,
  readAddress,
} from '@diboas/networks';
import type { WalletAddress } from '@diboas/orchestration';
import type { ConfirmationsWanted, DepositAddressView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';

/** Of what is sent most, which is little: docs/networks.md, "Confirmations", has all of it. */
const WANTED: Readonly<Record<ChainNetwork, ConfirmationsWanted>> = {
  bitcoin: 'blocks',
  ethereum: 'safe_block',
  solana: 'confirmed',
  sui: 'checkpoint',
};

export function showDepositAddress(
  { network, address }: WalletAddress,
  { chain, createdAt }: { readonly chain: NetworkChain; readonly createdAt: number },
): DepositAddressView {
  assert(isChainNetwork(network), 'an address is on a network', { network });
  const read = readAddress(network, address, chain);
  assert(read.ok, 'a kept address is one', { network });
  const assets = assetsOn(network, chain).map(({ asset }) => asset);
  return {
    ...{ network, address, assets, confirmations: WANTED[network], createdAt: formatInstant(createdAt) },
    // Whoever pays somebody for the first time finds an address that was never used.
    least: assets.map((asset) => showMoney(money(asset, leastSend(asset, read.value).unitsIfNew))),
  };
}
