// All that is known of strategies now: what their providers say, what was kept of the days before, what people of ours found out, and what
// follows of it. The same for screens and for operators.
import { addDays, dayAt } from '@diboas/calendars';
import {
  assessRisk,
  judgeSuitability,
  type LiveFlag,
  liveFlagsOf,
  newestOfOthers,
  type RiskAssessment,
  type RiskFile,
  riskFileOf,
  type SaidRisk,
  type StrategyDay,
  type StrategyDayStore,
  type Suitability,
} from '@diboas/defi';
import { ASSETS, type Asset, type Clock, type Instant, type Money } from '@diboas/kernel';
import { amountAt, type Cross, crossRate, isOld, type Rate } from '@diboas/market';
import type { OfferedStrategy } from './shelf.ts';

export interface KnownStrategy extends OfferedStrategy {
  /** Null where nobody of ours looked into it. */
  readonly looked: { readonly file: RiskFile; readonly risk: RiskAssessment } | null;
  readonly flags: readonly LiveFlag[];
  /** What was kept of it, of all sources. */
  readonly days: readonly StrategyDay[];
  readonly second: ReturnType<typeof newestOfOthers>;
}

export interface KnownBy {
  readonly strategyPast: Pick<StrategyDayStore, 'strategyDays'>;
  readonly rates: () => readonly Rate[];
  readonly clock: Pick<Clock, 'now'>;
}

/** These, with what was kept of so many days. */
export async function knowStrategies(
  { strategyPast, rates, clock }: KnownBy,
  offered: readonly OfferedStrategy[],
  pastDays: number,
): Promise<KnownStrategy[]> {
  if (offered.length === 0) return [];
  const now = clock.now();
  const days = await strategyPast.strategyDays({
    strategies: offered.map(({ facts }) => facts.id),
    from: addDays(dayAt(now), -pastDays),
  });
  return offered.map((one) => {
    const own = days.filter(({ strategy }) => strategy === one.facts.id);
    return knowStrategy(one, { days: own, rates: rates(), now });
  });
}

function knowStrategy(
  { provider, facts }: OfferedStrategy,
  { days, rates, now }: { days: readonly StrategyDay[]; rates: readonly Rate[]; now: Instant },
): KnownStrategy {
  const file = riskFileOf(facts.id);
  const second = newestOfOthers(days, provider);
  const worth = dollarsOf(facts.total, rates);
  return {
    ...{ provider, facts, days, second },
    looked: file && { file, risk: assessRisk({ file, facts, worth, now }) },
    flags: liveFlagsOf({
      ...{ source: provider, facts, days, second, now },
      peg: pegOf(facts.asset, { rates, now }),
    }),
  };
}

/** Whether it is sold to somebody, by what they said last of what they can bear. */
export function suitabilityFor({ facts, looked }: KnownStrategy, said: SaidRisk | null): Suitability {
  return judgeSuitability({ facts, risk: looked?.risk ?? null, said });
}

/** By the last price, however old: how large a strategy is does not change with how new a price is. Null where there never was one. */
function dollarsOf(money: Money, rates: readonly Rate[]): Money | null {
  const cross = crossRate(money.asset, 'USD', rates);
  return cross && amountAt(money, { to: 'USD', price: cross.price, rounding: 'down' });
}

/** Of what should be worth a dollar. What is known only of long ago says nothing of now. */
function pegOf(
  asset: Asset,
  { rates, now }: { readonly rates: readonly Rate[]; readonly now: Instant },
): Cross | null {
  const cross = ASSETS[asset].kind === 'token' ? crossRate(asset, 'USD', rates) : null;
  return cross && !isOld(cross.at, now) ? cross : null;
}
