/** What Dinari shows: an OrderRequest, the Order that came of it, its fulfilments, and what lies in the account. */
import { formatInstant } from '@diboas/kernel';
import {
  CENT_DIGITS,
  formatDecimal,
  type KeptShareOrder,
  type KeptStanding,
  SHARE_DIGITS,
  SHARES,
  type Share,
  type ShareFill,
  type ShareOrders,
} from '@diboas/sandbox-kit';

const CHAIN = 'eip155:1';
const CONTRACT = '0x00000000000000000000000000000000000000d1';

/** Ids and companies as the sandbox has them. */
export const STOCK_IDS: Readonly<Record<Share, string>> = {
  AAPL: '0190a001-0000-7000-8000-000000000001',
  NVDA: '0190a001-0000-7000-8000-000000000002',
  SPY: '0190a001-0000-7000-8000-000000000003',
  TSLA: '0190a001-0000-7000-8000-000000000004',
};

const COMPANIES: Readonly<Record<Share, string>> = {
  ...{ AAPL: 'Apple Inc.', NVDA: 'NVIDIA Corporation', SPY: 'SPDR S&P 500 ETF Trust', TSLA: 'Tesla, Inc.' },
};

export function shareOfId(id: string): Share | undefined {
  return SHARES.find((share) => STOCK_IDS[share] === id);
}

export function stockObject(share: Share, isTradable: boolean): object {
  return {
    ...{ id: STOCK_IDS[share], symbol: share, name: COMPANIES[share], display_name: COMPANIES[share] },
    ...{ is_fractionable: true, is_tradable: isTradable, tokens: [`${CHAIN}:${CONTRACT}`] },
  };
}

/** Numbers are written as they are counted: plain decimals without quotes. */
export interface Figure {
  readonly figure: string;
}

export function figure(units: bigint, digits: number): Figure {
  return { figure: bare(formatDecimal(units, digits)) };
}

function bare(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** JSON with figures as numbers, which a float never touched. */
export function writeBody(body: unknown): string {
  if (Array.isArray(body)) return `[${body.map(writeBody).join(',')}]`;
  if (typeof body !== 'object' || body === null) return JSON.stringify(body) ?? 'null';
  if ('figure' in body && typeof body.figure === 'string') return body.figure;
  return `{${Object.entries(body)
    .map(([name, value]) => `${JSON.stringify(name)}:${writeBody(value)}`)
    .join(',')}}`;
}

/** A status that the request alone has, before there is an Order, is set as `request:QUOTED`. */
const OF_REQUEST = 'request:';

const WORDS: Readonly<Record<KeptStanding, string>> = {
  open: 'SUBMITTED',
  being_cancelled: 'PENDING_CANCEL',
  filled: 'FILLED',
  cancelled: 'CANCELLED',
  // What was not filled when the exchange closed is cancelled by the broker: an Order has no word of its own for it.
  expired: 'CANCELLED',
  failed: 'REJECTED',
};

export function wordOf({ shown, standing, fills }: KeptShareOrder): string {
  if (shown !== null) return shown.replace(OF_REQUEST, '');
  return standing === 'open' && fills.length > 0 ? 'PARTIALLY_FILLED' : WORDS[standing];
}

function isOnlyRequest({ shown }: KeptShareOrder): boolean {
  return shown?.startsWith(OF_REQUEST) === true;
}

export function orderIdOf({ id }: Pick<KeptShareOrder, 'id'>): string {
  return `order-${id}`;
}

export function requestObject(order: KeptShareOrder, accountId: string): object {
  const isRequest = isOnlyRequest(order);
  return {
    ...{ id: order.id, account_id: accountId, created_dt: formatInstant(order.createdAt) },
    ...{ order_side: order.side.toUpperCase(), order_tif: 'DAY', order_type: 'LIMIT' },
    ...{ status: isRequest ? wordOf(order) : 'SUBMITTED', client_order_id: order.clientId },
    ...{ order_id: isRequest ? null : orderIdOf(order), recipient_account_id: null },
    ...{ cancel_message: null, reject_message: null },
  };
}

export function orderObject(order: KeptShareOrder): object {
  return {
    ...{ id: orderIdOf(order), chain_id: CHAIN, created_dt: formatInstant(order.createdAt) },
    ...{ order_contract_address: CONTRACT, order_side: order.side.toUpperCase(), order_tif: 'DAY' },
    ...{ order_transaction_hash: `0x${order.id.replaceAll('-', '').padStart(64, '0')}` },
    ...{ order_type: 'LIMIT', payment_token: CONTRACT, status: wordOf(order), asset_token: CONTRACT },
    asset_token_quantity: figure(BigInt(order.shares), SHARE_DIGITS),
    limit_price: figure(BigInt(order.limit), CENT_DIGITS),
    ...{ client_order_id: order.clientId, order_request_id: order.id, stock_id: STOCK_IDS[order.share] },
    ...{ cancel_transaction_hash: null, payment_token_quantity: null, fee: null },
  };
}

export function fulfilmentObject(order: KeptShareOrder, fill: ShareFill): object {
  const none = figure(0n, 0);
  const [shares, dollars] = [
    figure(BigInt(fill.shares), SHARE_DIGITS),
    figure(BigInt(fill.dollars), SHARE_DIGITS),
  ];
  const isBuy = order.side === 'buy';
  return {
    ...{ id: fill.id, chain_id: CHAIN, order_id: orderIdOf(order), stock_id: STOCK_IDS[order.share] },
    ...{ asset_token_filled: isBuy ? shares : none, asset_token_spent: isBuy ? none : shares },
    ...{ payment_token_filled: isBuy ? none : dollars, payment_token_spent: isBuy ? dollars : none },
    payment_token_fee: figure(BigInt(fill.fee), SHARE_DIGITS),
    transaction_dt: formatInstant(fill.at),
    transaction_hash: `0x${fill.id.replaceAll('-', '').padStart(64, '0')}`,
  };
}

export function cashObject(orders: ShareOrders): object[] {
  const amount = figure(orders.balance('USD'), SHARE_DIGITS);
  return [{ amount, chain_id: CHAIN, symbol: 'USD+', token_address: CONTRACT }];
}

export function portfolioObject(orders: ShareOrders): object {
  const assets = SHARES.map((share) => ({
    ...{ amount: figure(orders.balance(share), SHARE_DIGITS), chain_id: CHAIN, symbol: `${share}.D` },
    ...{ stock_id: STOCK_IDS[share], token_address: CONTRACT },
  }));
  return { assets };
}
