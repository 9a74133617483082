import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { type Address, getAddress } from 'viem';
import { type CallFee, feeOfCall, mostOfCalls, roomToReplace } from '../evm/fee.ts';
import type { EvmParts } from '../evm/parts.ts';
import { covers } from '../reading/covers.ts';
import { onrampFees } from '../reading/onramp-fees.ts';
import { leastOfStop, type PlannedStop, planStart, planStop } from './plan.ts';
import { readPosition } from './position.ts';
import type { EvmStrategy, StrategyVenue } from './venue.ts';

type Quoted = Outcome<ProviderQuote, ProviderQuoteRefusal>;

/** From the next block until it is as certain as its amount wants; or until enough is free, which nobody knows. */
const SOON = { fromSeconds: 60, toSeconds: 1_200, source: 'provider' } as const;
const LATER = { ...SOON, toSeconds: 30 * 86_400 } as const;

/** What cannot be taken out at once takes several transactions: so many are paid for at most. */
const PARTS_MOST = 4n;

/** What would be done now. What the network takes is paid by us in ether: put in, it is on top; taken out, it is kept of what arrives. */
export async function quoteStrategy<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  request: ProviderQuoteRequest,
): Promise<Quoted> {
  const { pay, payNetwork, receive, strategy: asked } = request;
  const strategy = venue.strategies.find(({ id }) => id === asked?.strategy);
  const isHere = payNetwork === 'ethereum' && receive.network === 'ethereum' && receive.asset === pay.asset;
  if (strategy === undefined || asked === undefined || !isHere || strategy.asset !== pay.asset)
    return refuse('unsupported');
  const address = await parts.signer.address('ethereum');
  if (!address.ok) return address;
  const about = { strategy, from: getAddress(address.value), pay };
  return asked.position === null
    ? quoteStart(parts, venue, about)
    : quoteStop(parts, venue, { ...about, moved: asked.moved });
}

interface About<Strategy extends EvmStrategy> {
  readonly strategy: Strategy;
  readonly from: Address;
  readonly pay: Money;
}

async function quoteStart<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  { strategy, from, pay }: About<Strategy>,
): Promise<Quoted> {
  const held = await parts.chains.ethereum?.holdings(from);
  if (!held?.ok || !covers(held.value, [pay])) return refuse('unavailable');
  const plan = await planStart(parts, venue, { strategy, from, units: pay.units });
  if (!plan.ok) return plan;
  const fee = await feeOfCall(parts, { from, gas: plan.value.gas });
  if (!fee.ok) return fee;
  const networkCost = roomToReplace(mostOfCalls(fee.value, plan.value.approvalGas));
  const priced = parts.worth(networkCost, pay.asset);
  if (priced === null || !covers(held.value, [pay, networkCost])) return refuse('unavailable');
  const [deliver, expected] = [money(pay.asset, plan.value.least), money(pay.asset, plan.value.expected)];
  const fees = networkPart(venue, pay, priced);
  return accept({
    ...{ fees, deliver, estimate: SOON, networkCost },
    ...(deliver.units < expected.units ? { expected } : {}),
  });
}

async function quoteStop<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  { strategy, from, pay, moved }: About<Strategy> & { readonly moved: readonly string[] },
): Promise<Quoted> {
  const position = await readPosition(parts, venue, { strategy, moved, holder: from });
  if (!position.ok) return refuse(position.refusal === 'unknown' ? 'unsupported' : position.refusal);
  const { shares } = position.value;
  const plan = await planStop(parts, venue, { strategy, from, shares, least: null });
  if (!plan.ok) return refuse(plan.refusal === 'unavailable' ? 'unavailable' : 'no_market');
  const cost = await costOfStop(parts, venue, { from, plan: plan.value });
  if (!cost.ok) return cost;
  const { fee, networkCost } = cost.value;
  const kept = parts.worth(money('ETH', fee.expected), pay.asset);
  if (kept === null) return refuse('unavailable');
  const { worth, now } = plan.value;
  // What is free may be less by the time it is taken out, so whatever can be done at once may still take several parts.
  const rounded = venue.roundedUnits * (PARTS_MOST - 1n);
  const least = leastOfStop(venue, worth) - rounded;
  if (least <= kept.units) return refuse('amount_too_small');
  return accept({
    ...{ fees: [], networkCost, estimate: now?.isLast === true ? SOON : LATER },
    deliver: money(pay.asset, least - kept.units),
    expected: money(pay.asset, worth - kept.units),
    keeps: networkPart(venue, pay, kept),
  });
}

/** What the network takes for all of it, or for as many parts as it may be done in. */
async function costOfStop(
  parts: EvmParts,
  { stopGas }: Pick<StrategyVenue, 'stopGas'>,
  { from, plan: { now } }: { readonly from: Address; readonly plan: PlannedStop },
): Promise<Outcome<{ readonly fee: CallFee; readonly networkCost: Money }, 'unavailable'>> {
  const fee = await feeOfCall(parts, { from, gas: now?.gas ?? stopGas });
  if (!fee.ok) return fee;
  const most = roomToReplace(mostOfCalls(fee.value, now?.approvalGas ?? 0n));
  const times = now?.isLast === true ? 1n : PARTS_MOST;
  return accept({ fee: fee.value, networkCost: money(most.asset, most.units * times) });
}

function networkPart({ name }: Pick<StrategyVenue, 'name'>, pay: Money, network: Money) {
  return onrampFees({ by: name, pay, provider: money(pay.asset, 0n), network, on: 'ethereum' });
}
