import type { Instant } from '@diboas/kernel';
import { amountAt, CURRENCIES, type Currency, crossRate, type Rate } from '@diboas/market';
import { type HeldBalance, positionsOf } from '../positions/position.ts';
import type { PortfolioMovement, PortfolioMovementKind } from './books.ts';
import type { Crossed, InCurrencies, KeptDay, KeptFlow, KeptHolding } from './kept-day.ts';
import type { MarketThen } from './market-mark.ts';
import type { PlannedDay } from './plan-days.ts';

/** What comes to nothing more than nothing is never counted as something: values and what moved are both cut to the smallest unit. */
const ROUNDING = 'down';

const NOTHING_CROSSED: Crossed = { cameIn: 0n, wentOut: 0n };

/** Moments at which something must be known to write these days. */
export function momentsOfDays(days: readonly PlannedDay[]): Instant[] {
  return days.flatMap(({ endsAt, movements }) => [endsAt, ...movements.map(({ at }) => at)]);
}

export interface PricedBy {
  readonly market: MarketThen;
  /** What movements of an operation are, by its name. */
  readonly kindOf: (operation: string) => PortfolioMovementKind;
  /** What had crossed up to the day before the first; null where there is none. */
  readonly before: InCurrencies<Crossed> | null;
}

/** Days with what all in them was worth. */
export function priceDays(days: readonly PlannedDay[], { market, kindOf, before }: PricedBy): KeptDay[] {
  let crossed = before ?? inCurrencies(() => NOTHING_CROSSED);
  return days.map(({ day, endsAt, held, movements }) => {
    const flows = flowsOf(movements, { market, kindOf });
    crossed = inCurrencies((currency) => crossedAfter(crossed[currency], flows, currency));
    return { day, endsAt, holdings: holdingsOf(held, market.ratesAt(endsAt), endsAt), flows, crossed };
  });
}

function holdingsOf(held: readonly HeldBalance[], rates: readonly Rate[], now: Instant): KeptHolding[] {
  const market = { rates, now, rounding: ROUNDING } as const;
  const inEach = inCurrencies((currency) => positionsOf(held, [], { currency, market }));
  return (inEach.USD ?? []).map(({ asset, quantity }) => ({
    ...{ asset, quantity: quantity.units },
    values: inCurrencies((currency) => {
      const value = inEach[currency]?.find((position) => position.asset === asset)?.value;
      return value?.kind === 'known' ? { units: value.units, at: value.at } : null;
    }),
  }));
}

/** One an asset, kind and way. */
function flowsOf(
  movements: readonly PortfolioMovement[],
  { market, kindOf }: Pick<PricedBy, 'market' | 'kindOf'>,
): KeptFlow[] {
  const flows = new Map<string, KeptFlow>();
  for (const { operation, isFee, money, at } of movements) {
    const kind = isFee ? 'within' : kindOf(operation);
    if (kind === 'within') continue;
    const way = money.units > 0n ? 'in' : 'out';
    const moved = { asset: money.asset, units: money.units > 0n ? money.units : -money.units };
    const rates = market.ratesNear(at);
    const name = `${money.asset} ${kind} ${way}`;
    const before = flows.get(name);
    const worth = inCurrencies((currency) =>
      plus(before === undefined ? 0n : before.worth[currency], worthOf(moved, currency, rates)),
    );
    flows.set(name, { asset: money.asset, kind, way, worth });
  }
  return [...flows.values()];
}

function worthOf(
  moved: PortfolioMovement['money'],
  currency: Currency,
  rates: readonly Rate[],
): bigint | null {
  const cross = crossRate(moved.asset, currency, rates);
  return cross && amountAt(moved, { to: currency, price: cross.price, rounding: ROUNDING }).units;
}

function crossedAfter(
  before: Crossed | null,
  flows: readonly KeptFlow[],
  currency: Currency,
): Crossed | null {
  const crossing = flows.filter(({ kind }) => kind === 'external');
  const sumOf = (wanted: KeptFlow['way'], from: bigint | null) =>
    crossing.filter(({ way }) => way === wanted).reduce((sum, { worth }) => plus(sum, worth[currency]), from);
  const [cameIn, wentOut] = [sumOf('in', before?.cameIn ?? null), sumOf('out', before?.wentOut ?? null)];
  return cameIn === null || wentOut === null ? null : { cameIn, wentOut };
}

function plus(left: bigint | null, right: bigint | null): bigint | null {
  return left === null || right === null ? null : left + right;
}

function inCurrencies<Figure>(figureIn: (currency: Currency) => Figure | null): InCurrencies<Figure> {
  const figures = CURRENCIES.map((currency) => [currency, figureIn(currency)] as const);
  return Object.fromEntries(figures) as InCurrencies<Figure>;
}
