import { type Asset, accept, type Money, type Outcome, refuse } from '@diboas/kernel';
import {
  checkSize,
  type Instrument,
  type InstrumentStatus,
  roundToIncrement,
  type SizeRefusal,
  sizeRuleOf,
} from './instrument.ts';

/** How an order is meant: at any price, up to a price and at once, or up to a price and only if nothing of it is filled at once. */
export type OrderKind = 'market' | 'limit' | 'post';

/** Which kinds a venue takes while an instrument stands so. */
const TAKEN: Readonly<Record<InstrumentStatus, readonly OrderKind[]>> = {
  trading: ['market', 'limit', 'post'],
  limit_only: ['limit', 'post'],
  post_only: ['post'],
  cancel_only: [],
  view_only: [],
  auction: [],
  halted: [],
  unknown: [],
};

/** An amount as it may be ordered. */
export interface FittedOrder {
  /** A multiple of the increment, within what the venue allows. */
  readonly size: Money;
  /** What was asked for beyond it: less than one increment, and stays where it is. */
  readonly remains: Money;
}

export type FitRefusal =
  | { readonly reason: 'not_trading'; readonly status: InstrumentStatus }
  | { readonly reason: 'unknown_asset'; readonly asset: Asset }
  | SizeRefusal;

/**
 * The largest order of an amount of base or of quote that the increments allow; never of more than was asked for. It is rounded
 * down first, and what comes out is held against the least and the most. `below_minimum` and `above_maximum` say the least and
 * the most that may be ordered of that asset.
 */
export function fitOrder(
  instrument: Instrument,
  { amount, kind }: { readonly amount: Money; readonly kind: OrderKind },
): Outcome<FittedOrder, FitRefusal> {
  const { status } = instrument;
  if (!TAKEN[status].includes(kind)) return refuse({ reason: 'not_trading', status });
  const { asset } = amount;
  const rule = sizeRuleOf(instrument, asset);
  if (rule === null) return refuse({ reason: 'unknown_asset', asset });
  const size = { asset, units: roundToIncrement(amount.units, rule.increment) };
  const checked = checkSize(size, rule);
  if (!checked.ok) return checked;
  return accept({ size, remains: { asset, units: amount.units - size.units } });
}
