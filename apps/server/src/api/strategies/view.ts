// Strategies in the words of the wire.
import { addDays, dayAt } from '@diboas/calendars';
import {
  type LiveFlag,
  type PastRates,
  pastRatesOf,
  type RiskPart,
  rangeOfPast,
  type SaidRisk,
  type Scenario,
  type Scenarios,
  type StrategyDay,
} from '@diboas/defi';
import { assert, formatInstant, type Instant, unreachable } from '@diboas/kernel';
import { isChainNetwork } from '@diboas/networks';
import type { YearlyRate } from '@diboas/orchestration';
import type {
  RiskPartView,
  ScenariosView,
  StrategyDetail,
  StrategyFlagView,
  StrategyView,
} from '@diboas/protocol';
import { type KnownStrategy, suitabilityFor } from '../../strategies/known.ts';
import { showMoney } from '../money/view.ts';

export interface StrategyOptions {
  /** What the person can bear, as they said last; null where they never did. */
  readonly said: SaidRisk | null;
  /** A source as people read its name. */
  readonly nameOf: (source: string) => string;
  readonly now: Instant;
}

/** The days that a range is told of in a list. */
export const RANGE_DAYS = 90;

export function showStrategy(known: KnownStrategy, { said, nameOf, now }: StrategyOptions): StrategyView {
  const { provider, facts, looked, second, flags } = known;
  const { asset, network, state, room, rate } = facts;
  assert(isChainNetwork(network), 'strategies are on networks', { network });
  const told = (one: YearlyRate, source: string) => ({
    ...{ yearly: showPpm(one.ppm), source: nameOf(source), at: formatInstant(one.at) },
  });
  const past = pastRatesOf(known.days, { own: provider, from: addDays(dayAt(now), -RANGE_DAYS) });
  const suitability = suitabilityFor(known, said);
  return {
    ...{ id: facts.id, asset, network, protocol: facts.protocol, state, exit: facts.exit },
    ...{ room: room && showMoney(room), total: showMoney(facts.total), free: showMoney(facts.free) },
    at: formatInstant(facts.at),
    rate: rate && told(rate, provider),
    second: second && told(second, second.source),
    past: past && showPast(past, nameOf),
    risk: looked && showRisk(looked),
    flags: flags.map(showFlag),
    suitability: suitability.kind === 'sold' ? suitability : { ...suitability, why: [...suitability.why] },
  };
}

/** A yearly rate in millionths as a share of one. */
function showPpm(ppm: number): string {
  const size = Math.abs(ppm);
  const part = String(size % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = `${ppm < 0 ? '-' : ''}${Math.floor(size / 1_000_000)}`;
  return part === '' ? whole : `${whole}.${part}`;
}

function showPast(past: PastRates, nameOf: StrategyOptions['nameOf']): NonNullable<StrategyView['past']> {
  const { low, middle, high } = rangeOfPast(past);
  const [first, last] = [past.rates[0], past.rates.at(-1)];
  assert(first && last, 'past rates are of some days');
  return {
    ...{ source: nameOf(past.source), from: first.day, until: last.day, days: past.rates.length },
    ...{ low: showPpm(low), middle: showPpm(middle), high: showPpm(high) },
  };
}

function showRisk({ file, risk }: NonNullable<KnownStrategy['looked']>): NonNullable<StrategyView['risk']> {
  return {
    ...{ level: risk.level, points: risk.points, most: risk.most, parts: risk.parts.map(showPart) },
    ...{ lookedAt: file.lookedAt, openSince: file.openSince },
    contracts: [...file.contracts],
    audits: [...file.audits],
    whatCanGoWrong: [...file.whatCanGoWrong],
  };
}

function showPart(part: RiskPart): RiskPartView {
  return part.part === 'size' ? { ...part, worth: part.worth && showMoney(part.worth) } : { ...part };
}

function showFlag(flag: LiveFlag): StrategyFlagView {
  switch (flag.code) {
    case 'paused':
    case 'frozen':
    case 'code_changed':
    case 'nearly_all_lent':
    case 'total_fell':
      return { ...flag };
    case 'peg_off':
      return { ...flag, at: flag.at === null ? null : formatInstant(flag.at) };
    case 'rates_apart':
      // Both stand beside it, each with its time.
      return { code: flag.code };
    default:
      return unreachable(flag);
  }
}

/** What each source told, by the day. */
export function showSeries(
  days: readonly StrategyDay[],
  nameOf: StrategyOptions['nameOf'],
): StrategyDetail['series'] {
  return [...Map.groupBy(days, ({ source }) => source)].map(([source, told]) => ({
    source: nameOf(source),
    days: told
      .toSorted((one, other) => (one.day < other.day ? -1 : 1))
      .map(({ day, ratePpm }) => ({ day, yearly: ratePpm === null ? null : showPpm(ratePpm) })),
  }));
}

export function showScenarios(
  { amount, days, low, middle, high, assumed }: Scenarios,
  nameOf: StrategyOptions['nameOf'],
): ScenariosView {
  const shown = ({ ratePpm, gain }: Scenario) => ({ yearly: showPpm(ratePpm), gain: showMoney(gain) });
  return {
    ...{ kind: 'range', amount: showMoney(amount), days },
    ...{ low: shown(low), middle: shown(middle), high: shown(high) },
    assumed: { ...assumed, source: nameOf(assumed.source) },
  };
}
