/** What Alpaca shows: an order, a fill as an activity of the account, and what lies there. Figures are texts, but for quotes. */
import { formatInstant } from '@diboas/kernel';
import {
  CENT_DIGITS,
  DOLLAR_DIGITS,
  formatDecimal,
  hasShareEnded,
  type KeptShareOrder,
  type KeptStanding,
  SHARE_DIGITS,
  SHARES,
  type ShareFill,
  type ShareOrders,
  sumOfShareFills,
} from '@diboas/sandbox-kit';

const WORDS: Readonly<Record<KeptStanding, string>> = {
  open: 'new',
  being_cancelled: 'pending_cancel',
  filled: 'filled',
  cancelled: 'canceled',
  expired: 'expired',
  failed: 'rejected',
};

export function wordOf({ shown, standing, fills }: KeptShareOrder): string {
  if (shown !== null) return shown;
  return standing === 'open' && fills.length > 0 ? 'partially_filled' : WORDS[standing];
}

const bare = (units: bigint, digits: number): string => {
  const text = formatDecimal(units, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

export function orderObject(order: KeptShareOrder): object {
  const at = formatInstant(order.createdAt);
  const ended = hasShareEnded(order);
  return {
    ...{ id: order.id, client_order_id: order.clientId, created_at: at, updated_at: at, submitted_at: at },
    ...{ filled_at: null, expired_at: null, canceled_at: null, failed_at: null, replaced_by: null },
    ...{ asset_class: 'us_equity', symbol: order.share, notional: null },
    qty: bare(BigInt(order.shares), SHARE_DIGITS),
    filled_qty: bare(sumOfShareFills(order, 'shares'), SHARE_DIGITS),
    ...{ order_class: '', order_type: 'limit', type: 'limit', side: order.side, time_in_force: 'day' },
    limit_price: bare(BigInt(order.limit), CENT_DIGITS),
    ...{ stop_price: null, status: wordOf(order), extended_hours: false, legs: null, ended },
  };
}

export function fillObject(order: KeptShareOrder, fill: ShareFill): object {
  return {
    ...{ id: activityIdOf(fill), activity_type: 'FILL', order_id: order.id, symbol: order.share },
    ...{ transaction_time: formatInstant(fill.at), type: 'fill', side: order.side },
    ...{ price: bare(BigInt(fill.price), CENT_DIGITS), qty: bare(BigInt(fill.shares), SHARE_DIGITS) },
  };
}

export function activityIdOf({ id, at }: ShareFill): string {
  return `${formatInstant(at).replaceAll(/\D/g, '')}::${id}`;
}

export function accountObject(orders: ShareOrders): object {
  return {
    id: 'account',
    status: 'ACTIVE',
    currency: 'USD',
    cash: bare(orders.balance('USD'), DOLLAR_DIGITS),
  };
}

export function positionObjects(orders: ShareOrders): object[] {
  return SHARES.map((symbol) => ({ symbol, qty: bare(orders.balance(symbol), SHARE_DIGITS), side: 'long' }));
}
