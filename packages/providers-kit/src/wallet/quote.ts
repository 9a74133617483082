import type { ChainAccess, TransferAsk } from '@diboas/chain-access';
import { accept, type Money, money, type Outcome, refuse, unreachable } from '@diboas/kernel';
import { assetsOn, type ChainNetwork, estimateFee, leastSend, readAddress } from '@diboas/networks';
import type {
  Estimate,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { chainOf } from '../networks/open-networks.ts';
import { covers } from '../reading/covers.ts';
import { onrampFees } from '../reading/onramp-fees.ts';
import type { ChainWalletParts } from './parts.ts';

/** How an operation calls it that money is paid out by a transaction on its network. */
const METHOD = 'network';

/** Until the network's confirmations for a usual amount, from when a block usually takes it to when it takes long. */
const ESTIMATES: Readonly<Record<ChainNetwork, Estimate>> = {
  bitcoin: { fromSeconds: 1_200, toSeconds: 7_200, source: 'provider' },
  ethereum: { fromSeconds: 780, toSeconds: 1_200, source: 'provider' },
  solana: { fromSeconds: 12, toSeconds: 60, source: 'provider' },
  sui: { fromSeconds: 1, toSeconds: 15, source: 'provider' },
};

/**
 * The network's fee at its most, for the usual urgency. Whoever keeps the keys takes nothing of a transfer. What the network
 * takes is paid by us in its own coin, and by the person by what that is worth in what they send.
 */
export async function quoteTransfer(
  parts: ChainWalletParts,
  { pay, payNetwork, method, receive, destination }: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const access = chainOf(parts.chains, payNetwork);
  const isTransfer = method === METHOD && pay.asset === receive.asset && payNetwork === receive.network;
  if (!isTransfer || access === undefined) return refuse('unsupported');
  const { network } = access;
  if (!assetsOn(network, parts.chain).some(({ asset }) => asset === pay.asset)) return refuse('unsupported');
  const to = readAddress(network, destination, parts.chain);
  if (!to.ok) return refuse('unsupported');
  if (pay.units < leastSend(pay.asset, to.value).units) return refuse('amount_too_small');
  const from = await parts.payingAddress(network);
  if (!from.ok) return from;
  const most = await mostOf(access, { from: from.value, to: to.value.address, money: pay });
  if (!most.ok) return most;
  const networkCost = most.value;
  const held = await access.holdings(from.value);
  // Whoever tries a transfer may not look at what there is to pay it from.
  if (!held.ok || !covers(held.value, [pay, networkCost])) return refuse('unavailable');
  const worth = networkCost.asset === pay.asset ? networkCost : parts.worth(networkCost, pay.asset);
  if (worth === null) return refuse('unavailable');
  const free = money(pay.asset, 0n);
  const fees = onrampFees({ by: parts.by, pay, provider: free, network: worth, on: network });
  return accept({ fees, deliver: pay, estimate: ESTIMATES[network], networkCost });
}

/**
 * Room for what is stuck to be sent again for more: nodes of Bitcoin want as much again as they relay for, and those of
 * Ethereum a tenth more. Only what a network takes is paid.
 */
function withRoom(network: ChainNetwork, most: bigint): bigint {
  switch (network) {
    case 'bitcoin':
      return 2n * most;
    case 'ethereum':
      return (5n * most + 3n) / 4n;
    case 'solana':
    case 'sui':
      return most;
    default:
      return unreachable(network);
  }
}

async function mostOf(
  access: ChainAccess<ChainNetwork>,
  ask: Pick<TransferAsk, 'from' | 'to' | 'money'>,
): Promise<Outcome<Money, 'unavailable'>> {
  const coins = await access.coins(ask.from);
  if (!coins.ok) return coins;
  const urgency = 'normal';
  const facts = await access.feeFacts({ ...ask, urgency, coins: coins.value });
  // Too little to pay it from is no price either.
  if (!facts.ok) return refuse('unavailable');
  const fee = estimateFee(access.network, urgency, facts.value);
  return accept(money(fee.asset, withRoom(access.network, fee.most)));
}
