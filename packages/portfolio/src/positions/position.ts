import { type Asset, assert, type Instant, type Money, type Network } from '@diboas/kernel';
import { amountAt, type Currency, crossRate, isOld, type Market } from '@diboas/market';
import { gainOf, type PositionCost, type PositionGain } from './gain.ts';

/** A balance: an asset on a network. */
export interface HeldBalance {
  readonly network: Network;
  readonly money: Money;
}

/** What something is worth by the rates of a moment, never guessed: where a rate is missing it is not known. */
export type KnownValue =
  | {
      readonly kind: 'known';
      readonly units: bigint;
      /** When the oldest rate in it was so; null where none is in it. */
      readonly at: Instant | null;
      /** Shown as old: from rates that say little of now. */
      readonly isOld: boolean;
    }
  | { readonly kind: 'unknown' };

export interface ValuedBalance extends HeldBalance {
  readonly value: KnownValue;
}

/** All of one asset, on whatever networks it is. */
export interface Position {
  readonly asset: Asset;
  readonly quantity: Money;
  readonly currency: Currency;
  readonly balances: readonly ValuedBalance[];
  /** The sum of its balances as each is shown. */
  readonly value: KnownValue;
  readonly cost: PositionCost | null;
  /** Null where the value or the cost is not known. */
  readonly gain: PositionGain | null;
}

const UNKNOWN: KnownValue = { kind: 'unknown' };
const NOTHING: KnownValue = { kind: 'known', units: 0n, at: null, isOld: false };

/**
 * Positions of balances, an asset each, in the order in which assets first come. What is neither there nor has a cost is left
 * out; what is gone and has brought something is not.
 *
 * @param costs one an asset; an asset without one has a value and no gain
 */
export function positionsOf(
  held: readonly HeldBalance[],
  costs: readonly PositionCost[],
  { currency, market }: { readonly currency: Currency; readonly market: Market },
): Position[] {
  assertInOneCurrency(costs, currency);
  const some = held.filter(({ money }) => money.units !== 0n);
  const assets = new Set([...some.map(({ money }) => money.asset), ...costs.map(({ asset }) => asset)]);
  return [...assets].map((asset) => {
    const balances = some
      .filter(({ money }) => money.asset === asset)
      .map((balance) => ({ ...balance, value: valueNow(balance.money, currency, market) }));
    const cost = costs.find((one) => one.asset === asset) ?? null;
    const units = balances.reduce((sum, { money }) => sum + money.units, 0n);
    const value = sumOfValues(
      balances.map((balance) => balance.value),
      market.now,
    );
    const gain = cost && value.kind === 'known' ? gainNow(value.units, cost, { currency, market }) : null;
    return { asset, quantity: { asset, units }, currency, balances, value, cost, gain };
  });
}

function assertInOneCurrency(costs: readonly PositionCost[], currency: Currency): void {
  const assets = new Set(costs.map(({ asset }) => asset));
  assert(assets.size === costs.length, 'an asset has one cost');
  const isCounted = (money: Money) => money.asset === currency;
  assert(
    costs.every(({ paid, income }) => isCounted(paid) && isCounted(income)),
    'costs are in the currency that is counted in',
    { currency },
  );
}

/** Each balance is rounded by itself, so that what is shown adds up. Nothing is worth nothing, whatever the price. */
function valueNow(money: Money, currency: Currency, { rates, now, rounding }: Market): KnownValue {
  if (money.units === 0n) return NOTHING;
  const cross = crossRate(money.asset, currency, rates);
  if (cross === null) return UNKNOWN;
  const { units } = amountAt(money, { to: currency, price: cross.price, rounding });
  return { kind: 'known', units, at: cross.at, isOld: isOld(cross.at, now) };
}

/** Of values with their times; not known where one of them is not. */
export function sumOfValues(values: readonly KnownValue[], now: Instant): KnownValue {
  let [units, at]: [bigint, Instant | null] = [0n, null];
  for (const value of values) {
    if (value.kind === 'unknown') return UNKNOWN;
    units += value.units;
    if (value.at !== null && (at === null || value.at < at)) at = value.at;
  }
  return { kind: 'known', units, at, isOld: isOld(at, now) };
}

function gainNow(
  value: bigint,
  cost: PositionCost,
  { currency, market }: { readonly currency: Currency; readonly market: Market },
): PositionGain {
  const now = cost.quoted && valueNow(cost.quoted, currency, market);
  return gainOf(value, cost, now?.kind === 'known' ? now.units : null);
}
