import { accept, formatInstant, type Money, type Outcome, refuse, unitsPerOne } from '@diboas/kernel';
import {
  amountAt,
  boughtAt,
  compareFractions,
  type Fraction,
  feeAtMost,
  fitOrder,
  formatFraction,
  type Instrument,
  onPriceIncrement,
  type TradingFees,
  unitPrice,
  unitPriceOf,
} from '@diboas/market';
import type { RejectionCode, Submission } from '@diboas/orchestration';
import { leastPrice } from './limit.ts';
import type { Trade } from './trade.ts';

/** Why an order is not sent: in our words and an operator's. */
export interface NotSent {
  readonly code: RejectionCode;
  readonly detail: string;
}

/** The fields of `order_configuration` of what we send, each of which the order must have afterwards. */
export interface SentOrder {
  readonly side: 'BUY' | 'SELL';
  readonly configuration: 'sor_limit_ioc' | 'limit_limit_gtd';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The order that keeps what was agreed whatever the market does: no more leaves than `chargeMax` with the fee of now, and for all
 * of it no less comes than `deliver`. A trade at the price of now is a limit that is filled at once or let go, since Coinbase's
 * market orders have no bound.
 */
export function orderToSend(
  { side, leaves, how }: Trade,
  { chargeMax, deliver }: Pick<Submission, 'chargeMax' | 'deliver'>,
  { instrument, rates }: { instrument: Instrument; rates: TradingFees },
): Outcome<SentOrder, NotSent> {
  const fitted = fitOrder(instrument, { amount: leaves, kind: 'limit' });
  if (!fitted.ok) return refuse(notSent(fitted.refusal.reason));
  const { size } = fitted.value;
  const end = how.type === 'limit' ? { end_time: formatInstant(how.goodTill) } : {};
  const configuration = how.type === 'limit' ? 'limit_limit_gtd' : 'sor_limit_ioc';
  if (side === 'sell') {
    const least = leastPrice(size, deliver, rates.taker);
    const own = how.type === 'limit' ? unitPriceOf(how.price) : least;
    const limit = onPriceIncrement(
      compareFractions(own, least) > 0 ? own : least,
      instrument.priceIncrement,
      'up',
    );
    const fields = { base_size: decimalOf(size), limit_price: priceText(limit), ...end };
    return accept({ side: 'SELL', configuration, fields });
  }
  const own = how.type === 'limit' ? unitPriceOf(how.price) : unitPrice(size, deliver);
  const limit = onPriceIncrement(own, instrument.priceIncrement, 'down');
  if (limit.numerator === 0n) return refuse(notSent('the limit is below the least step'));
  const base = boughtAt(size, limit, instrument);
  if (base.units < deliver.units) return refuse(notSent('it would buy less than was agreed'));
  const spent =
    how.type === 'limit' ? amountAt(base, { to: instrument.quote, price: limit, rounding: 'up' }) : size;
  const fee = feeAtMost({ base, quote: spent }, rates, 'taker');
  if (spent.units + fee.units > chargeMax.units)
    return refuse({ code: 'price_changed', detail: 'Coinbase takes more than was agreed; nothing was sent' });
  const sized = how.type === 'limit' ? { base_size: decimalOf(base) } : { quote_size: decimalOf(size) };
  return accept({ side: 'BUY', configuration, fields: { ...sized, limit_price: priceText(limit), ...end } });
}

const CODES: Readonly<Record<string, RejectionCode>> = {
  below_minimum: 'limit_exceeded',
  above_maximum: 'limit_exceeded',
  not_trading: 'unsupported',
  unknown_asset: 'unsupported',
};

function notSent(reason: string): NotSent {
  return { code: CODES[reason] ?? 'price_changed', detail: `${reason}; nothing was sent` };
}

function decimalOf({ asset, units }: Money): string {
  return priceText({ numerator: units, denominator: unitsPerOne(asset) });
}

/** Steps are decimals, so nothing is rounded here. */
function priceText(price: Fraction): string {
  return formatFraction(price, { digits: 18, rounding: 'down' });
}
