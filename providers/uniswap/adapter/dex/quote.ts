import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { covers, onrampFees } from '@diboas/providers-kit';
import {
  type CallFee,
  type EvmParts,
  feeOfCall,
  mostOfCalls,
  roomToReplace,
} from '@diboas/providers-kit/evm';

import { approvalGasOf, bestPool, ROUTER_GAS } from './price.ts';
import { lessBps, received, type Swap, swapOf } from './swap.ts';

/** From the next block until the swap is as certain as its amount wants. */
const ESTIMATE = { fromSeconds: 60, toSeconds: 1_200, source: 'provider' } as const;

/**
 * What the best pool gives by the newest block, and at least so much less as the person accepts. The pool's own share is in that;
 * what the network takes is paid by us in ether: the buyer pays for it on top, and of a sale it is kept.
 */
export async function quoteSwap(
  parts: EvmParts,
  request: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const swap = swapOf(request, parts.chain);
  const { trade } = request;
  if (swap === null || trade?.type !== 'market') return refuse('unsupported');
  const from = await parts.signer.address('ethereum');
  if (!from.ok) return from;
  const [pool, held] = await Promise.all([
    bestPool(parts, swap),
    parts.chains.ethereum?.holdings(from.value),
  ]);
  if (!pool.ok) return pool;
  const fee = await feeOfCall(parts, { from: from.value, gas: pool.value.gas + ROUTER_GAS });
  if (!fee.ok || !held?.ok) return refuse('unavailable');
  const networkCost = roomToReplace(mostOfCalls(fee.value, approvalGasOf(swap)));
  if (!covers(held.value, [swap.pay, networkCost])) return refuse('unavailable');
  const least = lessBps(pool.value.out, trade.toleranceBps);
  const priced = priceNetwork(parts, swap, { networkCost, fee: fee.value });
  if (priced === null) return refuse('unavailable');
  const { fees, kept } = priced;
  if (least <= kept) return refuse('amount_too_small');
  return accept({
    ...{ fees, estimate: ESTIMATE, networkCost },
    deliver: received(swap, least - kept),
    expected: received(swap, pool.value.out - kept),
    ...(kept > 0n ? { keeps: networkPart(money('USDC', kept), swap.pay) } : {}),
  });
}

/** What the person pays for the network: its most on top of dollars, of which a share comes back; or what is expected of a sale. */
function priceNetwork(
  { worth }: Pick<EvmParts, 'worth'>,
  { side, pay }: Swap,
  { networkCost, fee }: { readonly networkCost: Money; readonly fee: CallFee },
): { readonly fees: ProviderQuote['fees']; readonly kept: bigint } | null {
  const dollars = worth(side === 'buy' ? networkCost : money('ETH', fee.expected), 'USDC');
  if (dollars === null) return null;
  return side === 'buy' ? { fees: networkPart(dollars, pay), kept: 0n } : { fees: [], kept: dollars.units };
}

function networkPart(network: Money, pay: Money): ProviderQuote['fees'] {
  return onrampFees({ by: 'Uniswap', pay, provider: money(pay.asset, 0n), network, on: 'ethereum' });
}
