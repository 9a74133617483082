import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { covers, onrampFees } from '@diboas/providers-kit';
import { type ListedVault, VAULTS } from '../wire/vaults.ts';
import { readPosition } from './changes.ts';
import { expectedCost, mostCost, readCost } from './cost.ts';
import { roundedBy } from './facts.ts';
import type { KaminoParts } from './parts.ts';
import { type PlannedStop, planStart, planStop } from './plan.ts';

type Quoted = Outcome<ProviderQuote, ProviderQuoteRefusal>;

/** From the next blocks until a usual amount is as certain as it wants; or until enough is free, which nobody knows. */
const SOON = { fromSeconds: 3, toSeconds: 60, source: 'provider' } as const;
const LATER = { ...SOON, toSeconds: 30 * 86_400 } as const;

/** What cannot be taken out at once takes several transactions: so many are paid for at most. */
const PARTS_MOST = 4n;
/** By how much less than it is worth now a stop may bring, in basis points: what is told of a share may be a little old. */
const TOLERANCE_BPS = 10n;
/** What taking out costs where it cannot be tried: as many compute units as Kamino's own take, and a few more. */
const STOP_COST = { units: 600_000n, price: 0n, rent: 0n } as const;

/** What would be done now. What the network takes is paid by us in SOL: put in, it is on top; taken out, it is kept of what arrives. */
export async function quoteStrategy(parts: KaminoParts, request: ProviderQuoteRequest): Promise<Quoted> {
  const { pay, payNetwork, receive, strategy: asked } = request;
  const listed = VAULTS[parts.chain].find(({ id }) => id === asked?.strategy);
  const isHere = payNetwork === 'solana' && receive.network === 'solana' && receive.asset === pay.asset;
  if (listed === undefined || asked === undefined || !isHere || listed.asset !== pay.asset)
    return refuse('unsupported');
  const owner = await parts.signer.address('solana');
  if (!owner.ok) return owner;
  const about = { listed, owner: owner.value, pay };
  return asked.position === null
    ? quoteStart(parts, about)
    : quoteStop(parts, { ...about, moved: asked.moved });
}

interface About {
  readonly listed: ListedVault;
  readonly owner: string;
  readonly pay: Money;
}

async function quoteStart(parts: KaminoParts, { listed, owner, pay }: About): Promise<Quoted> {
  const held = await parts.chains.solana?.holdings(owner);
  if (!held?.ok || !covers(held.value, [pay])) return refuse('unavailable');
  const planned = await planStart(parts, listed, { owner, units: pay.units });
  if (!planned.ok) return planned;
  const { plan, figures } = planned.value;
  const cost = await readCost(parts, plan);
  if (!cost.ok) return cost;
  const networkCost = mostCost(cost.value);
  const priced = parts.worth(networkCost, pay.asset);
  if (priced === null || !covers(held.value, [pay, networkCost])) return refuse('unavailable');
  const deliver = money(pay.asset, pay.units - roundedBy(figures));
  return accept({ fees: networkPart(pay, priced), deliver, expected: pay, estimate: SOON, networkCost });
}

async function quoteStop(
  parts: KaminoParts,
  { listed, owner, pay, moved }: About & { readonly moved: readonly string[] },
): Promise<Quoted> {
  const shares = await readPosition(parts, listed, { moved, owner });
  if (!shares.ok) return refuse(shares.refusal === 'unknown' ? 'unsupported' : shares.refusal);
  const planned = await planStop(parts, listed, { owner, shares: shares.value });
  if (!planned.ok) return refuse(planned.refusal === 'changed' ? 'no_market' : planned.refusal);
  const { worth, now } = planned.value;
  const isLast = now?.shares === shares.value;
  const cost = await costOfStop(parts, { now, isLast });
  if (!cost.ok) return cost;
  const kept = parts.worth(cost.value.expected, pay.asset);
  if (kept === null) return refuse('unavailable');
  // Each part is rounded down for itself, and what is free may be less by the time it is taken out.
  const least = (worth * (10_000n - TOLERANCE_BPS)) / 10_000n - PARTS_MOST;
  if (least <= kept.units) return refuse('amount_too_small');
  return accept({
    ...{ fees: [], networkCost: cost.value.most, estimate: isLast ? SOON : LATER },
    deliver: money(pay.asset, least - kept.units),
    expected: money(pay.asset, worth - kept.units),
    keeps: networkPart(pay, kept),
  });
}

/** What the network takes for all of it, or for as many parts as it may be done in. */
async function costOfStop(
  parts: KaminoParts,
  { now, isLast }: { readonly now: PlannedStop['now']; readonly isLast: boolean },
): Promise<Outcome<{ readonly expected: Money; readonly most: Money }, 'unavailable'>> {
  const cost = now === null ? accept(STOP_COST) : await readCost(parts, now.plan);
  if (!cost.ok) return cost;
  const [expected, most] = [expectedCost(cost.value), mostCost(cost.value)];
  return accept({ expected, most: money(most.asset, most.units * (isLast ? 1n : PARTS_MOST)) });
}

function networkPart(pay: Money, network: Money) {
  return onrampFees({ by: 'Kamino', pay, provider: money(pay.asset, 0n), network, on: 'solana' });
}
