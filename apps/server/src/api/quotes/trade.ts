// What a trade costs, as people are told: each price is in USDC for one whole coin, before anybody's fee.
import {
  assert,
  formatInstant,
  type Money,
  money,
  type Rounding,
  scaleUnits,
  subtractMoney,
  sumMoney,
  unitsPerOne,
} from '@diboas/kernel';
import { orderOf, type Settlement, type Terms, type Transaction } from '@diboas/orchestration';
import type { QuoteOf, TradeView, TransactionView } from '@diboas/protocol';
import { chargedIn } from '../money/charged.ts';
import { showMoney } from '../money/view.ts';

/** What arrives before anything is kept of it. */
export function grossOf({ money: net, fees = [] }: Terms['receive']): Money {
  return sumMoney(net.asset, [net, ...fees.map(({ amount }) => amount)]);
}

/** What arrives if it goes as expected, after fees: ours is of the least that it brings. */
export function expectedOf({ order, receive }: Pick<Terms, 'order' | 'receive'>): Money {
  const own = subtractMoney(order.deliver, receive.money);
  return subtractMoney(order.expected ?? order.deliver, own);
}

/** A trade's prices, by its terms; null for what is no trade. */
export function showTrade(terms: Terms): TradeView | null {
  const { trade, order } = terms;
  if (!trade) return null;
  const expected = order.expected ?? order.deliver;
  const least = grossOf(terms.receive);
  const { rest = null } = terms.price;
  const traded = rest === null ? order.pay : subtractMoney(order.pay, rest);
  const price = priceOfOne(traded, beforeFees(expected, terms), 'half_up');
  const shown = {
    gross: showMoney(least),
    expected: showMoney(expectedOf(terms)),
    price: showMoney(price),
    rest: rest && showMoney(rest),
  };
  if (trade.type === 'limit') {
    const limit = { ...trade, price: showMoney(trade.price), goodTill: formatInstant(trade.goodTill) };
    return { order: limit, ...shown, worst: limit.price };
  }
  const worst = priceOfOne(traded, least, order.pay.asset === 'USDC' ? 'up' : 'down');
  return { order: trade, ...shown, worst: showMoney(worst) };
}

/** As a part of what a quote of a trade says. */
export function quotedTrade(terms: Terms): Pick<QuoteOf<'BUY_CRYPTO'>, 'trade'> {
  const trade = showTrade(terms);
  assert(trade, 'an offer of a trade has its order', { id: terms.id });
  return { trade };
}

/** The same of a transaction, with what of it was done. */
export function showTraded(transaction: Transaction): TransactionView['trade'] {
  const shown = showTrade(transaction.terms);
  return shown && { ...shown, filled: showFilled(transaction) };
}

type Filled = NonNullable<TransactionView['trade']>['filled'];

function showFilled(transaction: Transaction): Filled {
  const { terms, settlement } = transaction;
  if (!settlement) return null;
  return {
    paid: showMoney(chargedIn(settlement, terms)),
    received: showMoney(settlement.credited),
    price: showMoney(priceDone(settlement, transaction)),
  };
}

/** The price of what was done: what the venue takes for itself grows with what it trades. */
function priceDone({ charged, delivered }: Settlement, transaction: Transaction): Money {
  const { terms, attempts } = transaction;
  const attempt = attempts.at(-1);
  const order = attempt ? orderOf(transaction, attempt) : terms.order;
  const taken = charged ?? order.pay;
  const { pay, chargeMax } = order;
  const traded = { numerator: pay.units, denominator: chargeMax.units, rounding: 'half_up' } as const;
  const without = money(taken.asset, scaleUnits(taken.units, traded));
  return priceOfOne(without, beforeFees(delivered.money, terms), 'half_up');
}

/** What the venue brought before it kept anything of it. */
function beforeFees({ asset, units }: Money, { receive, order }: Terms): Money {
  const share = {
    numerator: grossOf(receive).units,
    denominator: order.deliver.units,
    rounding: 'half_up',
  } as const;
  return money(asset, scaleUnits(units, share));
}

/** What one whole coin costs or brings, when so much goes for so much. */
function priceOfOne(paid: Money, brought: Money, rounding: Rounding): Money {
  const [dollars, coins] = paid.asset === 'USDC' ? [paid, brought] : [brought, paid];
  const one = { numerator: unitsPerOne(coins.asset), denominator: coins.units, rounding };
  return money(dollars.asset, scaleUnits(dollars.units, one));
}
