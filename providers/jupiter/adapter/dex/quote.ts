import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import { ORDER_PROTECTION } from '@diboas/market';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { covers, onrampFees } from '@diboas/providers-kit';

import type { JupiterOrder } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import type { DexParts } from './parts.ts';
import { NETWORK_MOST, received, type Swap, swapOf } from './swap.ts';

/** From the next blocks until a usual amount is as certain as it wants. */
const ESTIMATE = { fromSeconds: 3, toSeconds: 60, source: 'provider' } as const;

/** By how much a swap may make its own price worse, in percentage points, below zero as Jupiter tells it. */
const IMPACT_MOST = -Number(ORDER_PROTECTION.impactMaxBps) / 100;

/**
 * What Jupiter's best route gives now, and at least so much less as the person accepts. Jupiter's own share is in that; what the network
 * takes is paid by us in SOL: the buyer pays for it on top, and of a sale it is kept.
 */
export async function quoteSwap(
  parts: DexParts,
  request: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const swap = swapOf(request, parts.chain);
  const { trade } = request;
  if (swap === null || trade?.type !== 'market' || parts.reader === null) return refuse('unsupported');
  const from = await parts.signer.address('solana');
  if (!from.ok) return from;
  const [order, held] = await Promise.all([
    askOrder(parts, swap, { slippageBps: trade.toleranceBps }),
    parts.chains.solana?.holdings(from.value),
  ]);
  if (order === null || !held?.ok) return refuse('unavailable');
  if (order.outAmount === 0n) return refuse('amount_too_small');
  if ((order.priceImpact ?? 0) < IMPACT_MOST) return refuse('amount_too_large');
  if (!covers(held.value, [swap.pay, NETWORK_MOST])) return refuse('unavailable');
  const dollars = parts.worth(NETWORK_MOST, 'USDC');
  if (dollars === null) return refuse('unavailable');
  const kept = swap.side === 'sell' ? dollars.units : 0n;
  if (order.otherAmountThreshold <= kept) return refuse('amount_too_small');
  return accept({
    ...{ estimate: ESTIMATE, networkCost: NETWORK_MOST },
    fees: kept === 0n ? networkPart(dollars, swap.pay) : [],
    deliver: received(swap, order.otherAmountThreshold - kept),
    expected: received(swap, order.outAmount - kept),
    ...(kept > 0n ? { keeps: networkPart(dollars, swap.pay) } : {}),
  });
}

/** Null where Jupiter names no order of this swap, whatever the reason: its words are no codes. */
export async function askOrder(
  { connection, now }: Pick<DexParts, 'connection' | 'now'>,
  { inputMint, outputMint, pay }: Swap,
  how: { readonly slippageBps: number; readonly taker?: string; readonly priorityFeeLamports?: bigint },
): Promise<JupiterOrder | null> {
  try {
    const order = await connection.order({ inputMint, outputMint, amount: pay.units, ...how });
    const isAsked =
      order.inputMint === inputMint && order.outputMint === outputMint && order.inAmount === pay.units;
    return isAsked && order.otherAmountThreshold <= order.outAmount ? order : null;
  } catch (error) {
    sortFault(error, now());
    return null;
  }
}

function networkPart(network: Money, pay: Money): ProviderQuote['fees'] {
  return onrampFees({ by: 'Jupiter', pay, provider: money(pay.asset, 0n), network, on: 'solana' });
}
