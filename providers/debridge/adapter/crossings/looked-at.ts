// An order is looked at before it is signed: it gives what is paid, and asks for what was offered, for us; nobody but us may change it.
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { SigningNetwork } from '@diboas/providers-kit';
import type { Carriage, CarrierOffer } from '@diboas/providers-kit/crossings';
import type { Hex } from 'viem';
import {
  bytesOfSolana,
  type PlacedOrder,
  readPlacedCall,
  readPlacedTransaction,
} from '../wire/placed-order.ts';

/** How deBridge numbers networks; of those of Ethereum's kind it is their own number. Source: docs.debridge.com, "Supported chains". */
export const CHAIN_IDS: Readonly<Record<NetworkChain, Readonly<Partial<Record<SigningNetwork, number>>>>> = {
  live: { ethereum: 1, solana: 7_565_164 },
  test: { ethereum: 31_337, solana: 7_565_164 },
};

export function usdcOn(network: SigningNetwork, chain: NetworkChain): string {
  return assetsOn(network, chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
}

/** Why it is not signed; null where nothing is wrong with it. */
export function wrongWithOrder(offer: CarrierOffer, carriage: Carriage, chain: NetworkChain): string | null {
  if (offer.network === 'ethereum') {
    const order = readPlacedCall(offer.call.data);
    return order === null ? NO_ORDER : differenceOf(order, { offer, carriage, chain });
  }
  const order = readPlacedTransaction(offer.transaction);
  if (order === null) return NO_ORDER;
  return order.maker === carriage.sender
    ? differenceOf(order, { offer, carriage, chain })
    : 'the order is not ours';
}

const NO_ORDER = 'it does not place an order that could be read';

interface Agreed {
  readonly offer: CarrierOffer;
  readonly carriage: Carriage;
  readonly chain: NetworkChain;
}

function differenceOf(
  order: PlacedOrder,
  { offer: { least }, carriage: { pay, from, to, sender, recipient }, chain }: Agreed,
): string | null {
  const [us, there] = [bytesOf(from, sender), bytesOf(to, recipient)];
  const isGiven =
    order.giveAmount === pay.units &&
    (order.giveToken === null || order.giveToken === bytesOf(from, usdcOn(from, chain)));
  if (!isGiven) return 'the order gives something else';
  const isTaken =
    order.takeChainId === BigInt(CHAIN_IDS[chain][to] ?? 0) &&
    order.takeToken === bytesOf(to, usdcOn(to, chain)) &&
    order.takeAmount >= least;
  if (!isTaken) return 'the order asks for something else';
  if (order.receiver !== there) return 'the order is for somebody else';
  const isOurs =
    order.patchAuthority === us &&
    order.orderAuthority === there &&
    (order.cancelBeneficiary === null || order.cancelBeneficiary === us);
  if (!isOurs) return 'somebody else may change the order';
  return order.hasMore ? 'the order has more to it than was asked for' : null;
}

function bytesOf(network: SigningNetwork, address: string): Hex {
  return network === 'solana' ? bytesOfSolana(address) : `0x${address.slice(2).toLowerCase()}`;
}
