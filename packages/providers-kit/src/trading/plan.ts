// From what a person agreed to, to an order at a venue that takes sizes of the base alone: always with a price that it is not filled
// beyond, and by no dollars: where venues take those, it is at no price of ours. Whatever is not spent of the dollars of a purchase
// stays with the person.

import { accept, assert, type Instant, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import {
  amountAt,
  boughtAt,
  compareFractions,
  type Fraction,
  feeAtMost,
  fitOrder,
  type Instrument,
  limitPrice,
  type OrderPlan,
  onPriceIncrement,
  planOrder,
  roundFraction,
  type ToldBook,
  type TradingFees,
  unitPrice,
  unitPriceOf,
} from '@diboas/market';
import type { ProviderQuoteRefusal, TradeOrder } from '@diboas/orchestration';
import { PLAN_REFUSALS } from '../reading/plan-refusal.ts';

/** A trade as it is asked for: which way, what leaves, and how. */
export interface TradeAsk {
  readonly side: 'buy' | 'sell';
  readonly pay: Money;
  readonly trade: TradeOrder;
}

/** An order that can be sent: how much of the base, and no dearer or cheaper than at this price. */
export interface SizedOrder {
  readonly volume: Money;
  readonly price: Fraction;
}

export interface PlannedTrade extends SizedOrder {
  /** What arrives at least, without the venue's fee, if all is filled. */
  readonly least: Money;
  /** What should arrive by the book as it is; null where the price is the person's own. */
  readonly expected: Money | null;
  /** What the venue takes at most, in USDC: of a purchase on top, of a sale of what it brings. */
  readonly fee: Money;
  /** What of a sale is less than a step of the venue, and is not sold. */
  readonly rest?: Money;
}

/** What the venue says of the pair. */
export interface AskedVenue {
  readonly instrument: Instrument;
  readonly fees: TradingFees;
}

/**
 * How far beyond the price that the book needs now a purchase for dollars is held, in basis points; never beyond what was agreed.
 * The closer, the more of the dollars are spent; a book that moves further meanwhile fills a part of it, or nothing.
 */
const NEAR_BPS = 10n;

/** Plans a trade for a price. The refusals say it in the words of a quote. */
export function planTrade(
  asked: TradeAsk,
  venue: AskedVenue,
  { book, now }: { book: ToldBook; now: Instant },
): Outcome<PlannedTrade, ProviderQuoteRefusal> {
  if (asked.trade.type === 'limit') return planAtOwnPrice(asked, venue);
  const { instrument, fees } = venue;
  const toleranceBps = BigInt(asked.trade.toleranceBps);
  const plan = planOrder({ leaves: asked.pay, toleranceBps }, { instrument, book, now });
  if (!plan.ok) return refuse(PLAN_REFUSALS[plan.refusal.reason]);
  // It would have to wait for the book to fill up again, which nobody here does.
  if (plan.value.parts.length > 1) return refuse('amount_too_large');
  const { limit, arrivesAtLeast, whole, size } = plan.value;
  if (asked.side === 'sell') {
    const fee = feeAtMost({ base: size, quote: arrivesAtLeast }, fees, 'taker');
    const feeExpected = feeAtMost(whole.filled, fees, 'taker');
    const [least, expected] = [less(arrivesAtLeast, fee), less(whole.filled.quote, feeExpected)];
    return least.units > 0n
      ? accept({ volume: size, price: limit, least, expected, fee, ...restOf(asked, size) })
      : refuse('amount_too_small');
  }
  const price = tightened(plan.value, instrument);
  const fee = feeAtMost({ base: arrivesAtLeast, quote: asked.pay }, fees, 'taker');
  const expected = money(instrument.base, down(whole.filled.base.units, instrument));
  return accept({
    volume: boughtAt(asked.pay, price, instrument),
    price,
    least: arrivesAtLeast,
    expected,
    fee,
  });
}

/** How much an order at the person's own price is of; null where no step of the venue's lies there. */
function sizeAtOwnPrice({ side, pay, trade }: TradeAsk, instrument: Instrument): SizedOrder | null {
  assert(trade.type === 'limit', 'a limit has its own price');
  const price = onIncrement(side, unitPriceOf(trade.price), instrument);
  if (price === null) return null;
  const volume =
    side === 'buy' ? boughtAt(pay, price, instrument) : money(pay.asset, down(pay.units, instrument));
  return { volume, price };
}

/**
 * Whether an order that the venue has is of what is asked now. The size of a purchase at the price of now is of the book as it was,
 * so of it no more can be said than that it is within what was agreed.
 */
export function isOrderOf(
  told: SizedOrder,
  { asked, deliver, instrument }: { asked: TradeAsk; deliver: Money; instrument: Instrument },
): boolean {
  const { side, pay, trade } = asked;
  if (told.volume.asset !== instrument.base) return false;
  if (trade.type === 'limit') {
    const sized = sizeAtOwnPrice(asked, instrument);
    return sized?.volume.units === told.volume.units && compareFractions(sized.price, told.price) === 0;
  }
  if (side === 'sell') return told.volume.units === down(pay.units, instrument);
  return worthOf(told.volume, told.price, 'up').units <= pay.units && told.volume.units >= deliver.units;
}

function planAtOwnPrice(
  asked: TradeAsk,
  { instrument, fees }: AskedVenue,
): Outcome<PlannedTrade, ProviderQuoteRefusal> {
  const sized = sizeAtOwnPrice(asked, instrument);
  if (sized === null) return refuse('unsupported');
  const { volume, price } = sized;
  const { side, pay } = asked;
  const quote = worthOf(volume, price, 'down');
  for (const amount of [volume, quote]) {
    const fitted = fitOrder(instrument, { amount, kind: 'limit' });
    if (!fitted.ok) return refuse(PLAN_REFUSALS[fitted.refusal.reason]);
  }
  const fee = feeAtMost({ base: volume, quote: side === 'buy' ? pay : quote }, fees, 'taker');
  if (side === 'buy') return accept({ volume, price, least: volume, expected: null, fee });
  return accept({ volume, price, least: less(quote, fee), expected: null, fee, ...restOf(asked, volume) });
}

function restOf({ pay }: TradeAsk, volume: Money): Pick<PlannedTrade, 'rest'> {
  return pay.units > volume.units ? { rest: less(pay, volume) } : {};
}

/** What was agreed to, of an order about to be sent. */
export interface Agreed {
  readonly chargeMax: Money;
  readonly deliver: Money;
}

/** What the venue says at the moment of sending; without a book where none could be had. */
export interface VenueNow extends AskedVenue {
  readonly book: ToldBook | null;
  readonly now: Instant;
}

/**
 * The order of what was agreed to: never filled at more than `chargeMax`, and at no worse a price than `deliver` for it. By the
 * book as it is now where there is one, and else by the agreement alone.
 */
export function sizedOrder(asked: TradeAsk, agreed: Agreed, venue: VenueNow): Outcome<SizedOrder, NoOrder> {
  const { side, pay, trade } = asked;
  const { instrument, fees } = venue;
  const { status } = instrument;
  if (status !== 'trading' && status !== 'limit_only') return refuse('not_trading');
  if (side === 'buy') {
    const fee = feeAtMost({ base: agreed.deliver, quote: pay }, fees, 'taker');
    if (pay.units + fee.units > agreed.chargeMax.units) return refuse('dearer');
  }
  if (trade.type === 'limit') {
    const planned = planAtOwnPrice(asked, venue);
    if (!planned.ok) return refuse('too_small');
    return planned.value.least.units < agreed.deliver.units ? refuse('dearer') : planned;
  }
  return side === 'buy' ? purchase(asked, agreed, venue) : sale(pay, agreed.deliver, venue);
}

/** Why what was agreed to is not sent. `dearer`: the venue takes more by now than was agreed. */
export type NoOrder = 'not_trading' | 'too_small' | 'dearer';

function purchase(
  { pay, trade }: TradeAsk,
  { deliver }: Agreed,
  { instrument, book, now }: VenueNow,
): Outcome<SizedOrder, NoOrder> {
  assert(trade.type === 'market', 'a purchase at the price of now has a tolerance');
  const worst = onIncrement('buy', unitPrice(pay, deliver), instrument);
  if (worst === null) return refuse('dearer');
  const toleranceBps = BigInt(trade.toleranceBps);
  const plan = book === null ? null : planOrder({ leaves: pay, toleranceBps }, { instrument, book, now });
  const near = plan?.ok ? tightened(plan.value, instrument) : worst;
  const price = compareFractions(near, worst) < 0 ? near : worst;
  const volume = boughtAt(pay, price, instrument);
  return volume.units < deliver.units ? refuse('dearer') : accept({ volume, price });
}

/** The lowest price at which what is left after the fee is what was agreed to. */
function sale(pay: Money, deliver: Money, { instrument, fees }: VenueNow): Outcome<SizedOrder, NoOrder> {
  const volume = money(pay.asset, down(pay.units, instrument));
  if (volume.units === 0n) return refuse('too_small');
  const { numerator, denominator } = fees.taker;
  const gross = { numerator: deliver.units * denominator, denominator: denominator - numerator };
  const least = roundFraction(gross, 'up');
  const price = onIncrement('sell', unitPrice(money('USDC', least), volume), instrument);
  return price === null ? refuse('dearer') : accept({ volume, price });
}

/** A little beyond what the book needs; never beyond the plan's own limit. */
function tightened({ whole, limit }: OrderPlan, { priceIncrement }: Instrument): Fraction {
  const near = limitPrice('buy', { price: whole.worst, toleranceBps: NEAR_BPS }, priceIncrement);
  return near.ok && compareFractions(near.value, limit) < 0 ? near.value : limit;
}

function down(units: bigint, { baseSize: { increment } }: Instrument): bigint {
  return units - (units % increment);
}

/** What so much of the base costs at the price. */
function worthOf(volume: Money, price: Fraction, rounding: 'up' | 'down'): Money {
  return amountAt(volume, { to: 'USDC', price, rounding });
}

/** The price on the venue's increments, to the side of the person: no dearer of a purchase, no cheaper of a sale. */
function onIncrement(side: 'buy' | 'sell', price: Fraction, { priceIncrement }: Instrument): Fraction | null {
  const whole = onPriceIncrement(price, priceIncrement, side === 'buy' ? 'down' : 'up');
  return whole.numerator === 0n ? null : whole;
}

function less({ asset, units }: Money, fee: Money): Money {
  return money(asset, units - fee.units);
}
