import type { Instant } from '@diboas/kernel';
import {
  type BestBy,
  type Ineligible,
  type NoOffer,
  type RankedProvider,
  type RoutingExplanation,
  SCORE_WEIGHTS,
  type ScorePart,
} from '../agreement/explanation.ts';
import type { Estimate } from '../agreement/price.ts';
import type { Pricing } from '../operation/operation.ts';
import { isAdmitted, type ProviderHealth } from '../provider/health.ts';

/** One provider that was asked for a price, with what it said. */
export interface Candidate {
  readonly provider: string;
  readonly health: ProviderHealth;
  /** Our own judgement of its support, 0 to 1. */
  readonly support: number;
  /** Whether it comes after all others that have an offer. */
  readonly comesLast?: boolean;
  readonly offer:
    | { readonly ok: true; readonly pricing: Pricing; readonly estimate: Estimate }
    | { readonly ok: false; readonly refusal: NoOffer };
}

interface Eligible {
  readonly candidate: Candidate;
  readonly pricing: Pricing;
  readonly estimate: Estimate;
}

export interface Ranking {
  readonly eligible: readonly Eligible[];
  readonly explanation: RoutingExplanation;
}

/**
 * Orders the candidates by score, best first, or by what arrives and then by score; who comes last does so however good. Each part is a share of the best: the cheapest
 * total gets all points for fees, one twice as dear gets half. Ties go to the cheaper, then to whoever was given first, so the
 * order never wavers.
 */
export function rankProviders(
  candidates: readonly Candidate[],
  now: Instant,
  bestBy: BestBy = 'score',
): Ranking {
  const leftOut: { provider: string; why: Ineligible }[] = [];
  const eligible: Eligible[] = [];
  for (const candidate of candidates) {
    const { health, offer, provider } = candidate;
    if (health.killed) leftOut.push({ provider, why: 'switched_off' });
    else if (!isAdmitted(health, now)) leftOut.push({ provider, why: 'breaker_open' });
    else if (!offer.ok) leftOut.push({ provider, why: offer.refusal });
    else eligible.push({ candidate, pricing: offer.pricing, estimate: offer.estimate });
  }
  const best = bestFigures(eligible);
  const scored = eligible.map((one) => ({ one, rank: scoreOf(one, best) }));
  scored.sort((left, right) => {
    const later = Number(isLast(left.one)) - Number(isLast(right.one));
    if (later !== 0) return later;
    const more = bestBy === 'received' ? moreReceived(left.one, right.one) : 0;
    if (more !== 0) return more;
    if (left.rank.score !== right.rank.score) return right.rank.score - left.rank.score;
    const [leftTotal, rightTotal] = [totalOf(left.one), totalOf(right.one)];
    if (leftTotal === rightTotal) return 0;
    return leftTotal < rightTotal ? -1 : 1;
  });
  return {
    eligible: scored.map(({ one }) => one),
    explanation: {
      reason: bestBy === 'received' ? 'most_received' : 'best_score',
      ranked: scored.map(({ rank }) => rank),
      left_out: leftOut,
      after: null,
    },
  };
}

interface BestFigures {
  readonly total: bigint;
  readonly seconds: number;
}

function bestFigures(eligible: readonly Eligible[]): BestFigures {
  const totals = eligible.map(totalOf);
  return {
    total: totals.toSorted((left, right) => (left < right ? -1 : 1))[0] ?? 1n,
    seconds: Math.min(...eligible.map((one) => one.estimate.toSeconds)),
  };
}

function isLast({ candidate }: Eligible): boolean {
  return candidate.comesLast === true;
}

/** Below zero where the first brings more for a unit that is paid. */
function moreReceived(left: Eligible, right: Eligible): number {
  const [one, other] = [broughtBy(left) * totalOf(right), broughtBy(right) * totalOf(left)];
  return one === other ? 0 : one > other ? -1 : 1;
}

/** What should arrive, after all that is kept: of a trade more than what arrives at least. */
function broughtBy({ pricing: { receive, order } }: Eligible): bigint {
  const better = order.expected ? order.expected.units - order.deliver.units : 0n;
  return receive.money.units + better;
}

function totalOf({ pricing }: Eligible): bigint {
  return pricing.price.total.units;
}

/** Scores are shares for comparing, not money, so floating point is in its place here. */
function scoreOf(one: Eligible, best: BestFigures): RankedProvider {
  const { health, support, provider } = one.candidate;
  const calls = health.good + health.bad;
  // A provider that nobody has tried yet is given the benefit of the doubt, as if two calls had gone well.
  const success = (health.good + 2) / (calls + 2);
  const uptime = health.breaker.state === 'closed' ? 1 : 0.5;
  const shares: Record<ScorePart, number> = {
    success,
    speed: best.seconds / Math.max(1, one.estimate.toSeconds),
    fees: Number((best.total * 10_000n) / (totalOf(one) || 1n)) / 10_000,
    uptime,
    support,
  };
  const parts = Object.fromEntries(
    Object.entries(SCORE_WEIGHTS).map(([part, weight]) => [
      part,
      tenths(weight * (shares[part as ScorePart] ?? 0)),
    ]),
  ) as Record<ScorePart, number>;
  const score = tenths(Object.values(parts).reduce((sum, part) => sum + part, 0));
  return { provider, score, parts, total: totalOf(one).toString() };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
