import { addDays } from '@diboas/calendars';
import { formatInstant, formatMoney, money, type Outcome, unreachable } from '@diboas/kernel';
import { type Currency, formatFraction } from '@diboas/market';
import {
  type Advice,
  type Allocation,
  adviceFor,
  allocationOf,
  changeOf,
  chartPointsOf,
  concentrationOf,
  type KnownValue,
  moneyWeightedReturn,
  type Position,
  type PositionCost,
  type PositionGain,
  positionsOf,
  RETURN_SCALE,
  returnOf,
  type Slice,
  timeWeightedReturn,
  totalOfPositions,
} from '@diboas/portfolio';
import type { AdviceView, HistoryRangeView, NoReturnView, PortfolioView, ReturnView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';
import type { ReadPortfolio } from './read-portfolio.ts';

/** As many as a chart on a large screen has room to tell apart. */
const POINTS_MAX = 400;

/** Cut and never rounded up, so that nobody sees more than they have. */
const ROUNDING = 'down';

/** @param costs what was paid, as far as it is known */
export function showPortfolio(
  read: ReadPortfolio,
  { range, currency, costs }: { range: HistoryRangeView; currency: Currency; costs: readonly PositionCost[] },
): PortfolioView {
  const { now, held, rates, zone } = read;
  const market = { rates, now, rounding: ROUNDING } as const;
  const positions = positionsOf(held, costs, { currency, market });
  const total = totalOfPositions(positions, now);
  const allocation = allocationOf(positions);
  const index = concentrationOf(allocation);
  const shown = (units: bigint) => showMoney(money(currency, units));
  return {
    ...{ asOf: formatInstant(now), currency, range, zone },
    value: showWorth(total.value, currency),
    unknown: [...total.unknown],
    gained: total.unknown.length > 0 ? null : gainedOf(read, total.value.units, currency),
    positions: positions.map((position) => showPosition(position, allocation, currency)),
    period: showPeriod(read, currency),
    chart: showChart(read),
    allocation: {
      byAsset: showSlices(allocation.byAsset, shown),
      byKind: showSlices(allocation.byKind, shown),
      byNetwork: showSlices(allocation.byNetwork, shown),
      byIssuer: showSlices(allocation.byIssuer, shown),
    },
    concentration: {
      byAsset: Number(index.byAsset),
      byNetwork: Number(index.byNetwork),
      byIssuer: Number(index.byIssuer),
    },
    advice: adviceFor(allocation).map(showAdvice),
  };
}

function showWorth({ units, at, isOld }: Extract<KnownValue, { kind: 'known' }>, currency: Currency) {
  return { money: showMoney(money(currency, units)), at: at === null ? null : formatInstant(at), isOld };
}

function gainedOf({ crossed }: ReadPortfolio, value: bigint, currency: Currency): PortfolioView['gained'] {
  const known = crossed?.[currency];
  if (!known) return null;
  const gained = value + known.wentOut - known.cameIn;
  const share = known.cameIn > 0n ? decimalShare({ numerator: gained, denominator: known.cameIn }) : null;
  return { money: showMoney(money(currency, gained)), share };
}

function showPosition(
  { asset, quantity, value, cost, gain }: Position,
  { byAsset }: Allocation,
  currency: Currency,
): PortfolioView['positions'][number] {
  const slice = byAsset.find(({ key }) => key === asset);
  return {
    ...{ asset, quantity: showMoney(quantity) },
    value: value.kind === 'known' ? showWorth(value, currency) : null,
    shareBps: slice ? Number(slice.shareBps) : null,
    cost: cost && showMoney(cost.paid),
    gain: gain && showGain(gain, currency),
  };
}

function showGain({ total, parts }: PositionGain, currency: Currency) {
  const shown = (units: bigint) => showMoney(money(currency, units));
  return {
    total: shown(total),
    parts: parts && {
      price: shown(parts.price),
      income: shown(parts.income),
      currency: shown(parts.currency),
    },
  };
}

function showPeriod({ series, span, endOf }: ReadPortfolio, currency: Currency): PortfolioView['period'] {
  const change = changeOf(series, 'all', span);
  const timeWeighted = timeWeightedReturn(series, 'all', span);
  const moneyWeighted = moneyWeightedReturn(series, 'all', span);
  return {
    from: span && formatInstant(endOf(span.from)),
    change: change.ok ? showMoney(money(currency, change.value)) : null,
    timeWeighted: showReturn(timeWeighted, returnOf),
    moneyWeighted: showReturn(moneyWeighted, ({ total }) => total),
  };
}

function showReturn<Value>(
  outcome: Outcome<Value, NoReturnView>,
  rateOf: (value: Value) => bigint,
): ReturnView {
  if (!outcome.ok) return { kind: 'unknown', why: outcome.refusal };
  const rate = { numerator: rateOf(outcome.value), denominator: RETURN_SCALE };
  return { kind: 'known', rate: decimalShare(rate) };
}

/** A share of one, to the millionth: what is shown of it is rounded once more, to the hundredth of a percent. */
function decimalShare(share: { readonly numerator: bigint; readonly denominator: bigint }): string {
  return formatFraction(share, { digits: 6, rounding: 'half_up' });
}

function showChart({ series, span, endOf }: ReadPortfolio): PortfolioView['chart'] {
  if (span === null) return [];
  const isBeginning = series.before === 'nothing' && span.from < (series.days[0]?.day ?? span.from);
  const from = isBeginning ? addDays(span.from, 1) : span.from;
  const points = chartPointsOf(series, 'all', { span: { ...span, from }, most: POINTS_MAX });
  return points.map(({ x, y }) => ({
    at: formatInstant(endOf(addDays(from, x))),
    value: y === null ? null : formatMoney(money(series.currency, y)),
  }));
}

function showSlices<Key extends string>(
  slices: readonly Slice<Key>[],
  shown: (units: bigint) => ReturnType<typeof showMoney>,
) {
  return slices.map(({ key, value, shareBps }) => ({ key, value: shown(value), shareBps: Number(shareBps) }));
}

function showAdvice(one: Advice): AdviceView {
  switch (one.code) {
    case 'largest_position':
      return { ...one, shareBps: Number(one.shareBps), threshold: Number(one.threshold) };
    case 'concentrated_in_assets':
      return { ...one, index: Number(one.index), threshold: Number(one.threshold) };
    case 'concentrated_in_networks':
      return { ...one, index: Number(one.index), threshold: Number(one.threshold) };
    case 'concentrated_in_issuers':
      return { ...one, index: Number(one.index), threshold: Number(one.threshold) };
    case 'values_unknown':
      return { ...one, assets: [...one.assets] };
    default:
      return unreachable(one);
  }
}
