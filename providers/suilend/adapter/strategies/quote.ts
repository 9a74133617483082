import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { covers, onrampFees } from '@diboas/providers-kit';
import { readMarket } from '../wire/reader.ts';
import { ASSET, PARTS_MOST, STRATEGY, type SuilendParts, TOLERANCE_BPS } from './parts.ts';
import { planStart, planStop } from './plan.ts';
import { readShares } from './position.ts';

type Quoted = Outcome<ProviderQuote, ProviderQuoteRefusal>;

/** From the next checkpoint on; or until enough is free, which nobody knows. */
const SOON = { fromSeconds: 1, toSeconds: 60, source: 'provider' } as const;
const LATER = { ...SOON, toSeconds: 30 * 86_400 } as const;

/** MIST that taking out takes at most, for where it cannot be tried yet: nearly all of it comes back. */
const STOP_COST = 500_000_000n;

/** What would be done now. What the network takes is paid by us in SUI: put in, it is on top; taken out, it is kept of what arrives. */
export async function quoteStrategy(parts: SuilendParts, request: ProviderQuoteRequest): Promise<Quoted> {
  const { pay, payNetwork, receive, strategy } = request;
  const isHere = payNetwork === 'sui' && receive.network === 'sui' && receive.asset === pay.asset;
  if (strategy?.strategy !== STRATEGY || !isHere || pay.asset !== ASSET) return refuse('unsupported');
  const address = await parts.signer.address('sui');
  if (!address.ok) return address;
  const about = { from: address.value, pay };
  return strategy.position === null
    ? quoteStart(parts, about)
    : quoteStop(parts, { ...about, moved: strategy.moved });
}

interface About {
  readonly from: string;
  readonly pay: Money;
}

async function quoteStart(parts: SuilendParts, { from, pay }: About): Promise<Quoted> {
  const held = await parts.chains.sui?.holdings(from);
  if (!held?.ok || !covers(held.value, [pay])) return refuse('unavailable');
  const plan = await planStart(parts, { from, units: pay.units });
  if (!plan.ok) return plan;
  const networkCost = roomFor(plan.value.fee.most, 1n);
  const priced = parts.worth(networkCost, pay.asset);
  if (priced === null || !covers(held.value, [pay, networkCost])) return refuse('unavailable');
  return accept({ fees: networkPart(pay, priced), deliver: pay, estimate: SOON, networkCost });
}

async function quoteStop(
  parts: SuilendParts,
  { from, pay, moved }: About & { readonly moved: readonly string[] },
): Promise<Quoted> {
  const market = await readMarket(parts, parts.market);
  if (!market.ok) return refuse(market.refusal === 'changed' ? 'no_market' : 'unavailable');
  const shares = await readShares(parts, { now: market.value, moved, from });
  if (!shares.ok) return refuse(shares.refusal === 'unknown' ? 'unsupported' : shares.refusal);
  const plan = await planStop(parts, { from, left: shares.value, market: market.value });
  if (!plan.ok) return refuse(plan.refusal === 'changed' ? 'no_market' : plan.refusal);
  const { worth, now } = plan.value;
  const isWhole = now?.isLast === true;
  // What is free may be less by the time it is taken out, so whatever can be done at once may still take several parts.
  const networkCost = roomFor(now?.fee.most ?? STOP_COST, PARTS_MOST);
  const kept = parts.worth(money('SUI', now?.fee.expected ?? STOP_COST), pay.asset);
  if (kept === null) return refuse('unavailable');
  const least = (worth * (10_000n - TOLERANCE_BPS)) / 10_000n;
  if (least <= kept.units) return refuse('amount_too_small');
  return accept({
    ...{ fees: [], networkCost, estimate: isWhole ? SOON : LATER },
    deliver: money(pay.asset, least - kept.units),
    expected: money(pay.asset, worth - kept.units),
    keeps: networkPart(pay, kept),
  });
}

/** A quarter more than it takes now, for the market may keep more by then. Only what the network takes is paid. */
function roomFor(most: bigint, times: bigint): Money {
  return money('SUI', ((most * 5n + 3n) / 4n) * times);
}

function networkPart(pay: Money, network: Money) {
  return onrampFees({ by: 'Suilend', pay, provider: money(pay.asset, 0n), network, on: 'sui' });
}
