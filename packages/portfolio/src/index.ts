export {
  ADVICE_THRESHOLDS,
  type Advice,
  type AdviceThreshold,
  type AdviceThresholds,
  adviceFor,
} from './allocation/advice.ts';
export {
  type Allocation,
  type AssetKind,
  allocationOf,
  ISSUERS,
  type Slice,
} from './allocation/allocation.ts';
export { type Concentration, concentrationOf } from './allocation/concentration.ts';
export { chartPointsOf } from './chart/chart-points.ts';
export { type ChartPoint, LEAST_POINTS, reducePoints } from './chart/reduce-points.ts';
export type { Day, DayFlow, DayHolding, DayScope } from './days/day-row.ts';
export { appendDay, beginningOf, type DayRefusal, type DaySeries, spanOfDay } from './days/day-series.ts';
export { type Growth, RETURN_SCALE, returnOf } from './exact/growth.ts';
export type { Keeping, PortfolioBooks, PortfolioMovement, PortfolioMovementKind } from './keeping/books.ts';
export {
  type Crossed,
  dayIn,
  type InCurrencies,
  type KeptDay,
  type KeptFlow,
  type KeptHolding,
  type KeptValue,
} from './keeping/kept-day.ts';
export {
  MARK_EVERY_MS,
  MARKS_KEPT_DAYS,
  type MarketMark,
  type MarketThen,
  marketMarkAt,
  marketThen,
  markTimeBefore,
  markTimesAround,
} from './keeping/market-mark.ts';
export { type PlannedDay, type PlannedDays, planDays, WRITTEN_AFTER_MS } from './keeping/plan-days.ts';
export type { DaysWritten, PortfolioStore, WrittenDays } from './keeping/portfolio-store.ts';
export { momentsOfDays, type PricedBy, priceDays } from './keeping/price-days.ts';
export type { GainParts, PositionCost, PositionGain } from './positions/gain.ts';
export {
  type HeldBalance,
  type KnownValue,
  type Position,
  positionsOf,
  type ValuedBalance,
} from './positions/position.ts';
export { type PortfolioTotal, totalOfPositions } from './positions/total.ts';
export { changeOf } from './returns/change.ts';
export { moneyWeightedReturn } from './returns/money-weighted.ts';
export { RETURN_PERIODS, type ReturnPeriod, type ReturnSpan, spanOfPeriod } from './returns/period.ts';
export type { NoReturn } from './returns/stretch.ts';
export { timeWeightedReturn } from './returns/time-weighted.ts';
export { type DatedAmount, type InternalRate, internalRate, type NoRate } from './solving/internal-rate.ts';
