/** An on-ramp session as the sandbox remembers it, and what Coinbase shows of it: a link, a quote, a transaction. */
import { formatInstant, type Instant } from '@diboas/kernel';
import type { OrderPlan, ShownOrder } from '@diboas/sandbox-kit';
import type { CoinbaseCurrency, CoinbaseNetwork } from './assets.ts';
import { exchangeRate, type PaymentMethod, type Price, trimmed } from './price.ts';

export type TransactionStatus = `ONRAMP_TRANSACTION_STATUS_${
  | 'CREATED'
  | 'AWAITING_PAYMENT'
  | 'IN_PROGRESS'
  | 'SUCCESS'
  | 'FAILED'}`;

/** `offered`: the link was made and nobody has come; Coinbase knows no transaction yet. */
export type SessionPhase = 'offered' | 'created' | 'awaiting_payment' | 'in_progress' | 'success' | 'failed';

/** What a phase is called on the wire; null while there is no transaction. */
export const STATUS_OF: Readonly<Record<SessionPhase, TransactionStatus | null>> = {
  offered: null,
  created: 'ONRAMP_TRANSACTION_STATUS_CREATED',
  awaiting_payment: 'ONRAMP_TRANSACTION_STATUS_AWAITING_PAYMENT',
  in_progress: 'ONRAMP_TRANSACTION_STATUS_IN_PROGRESS',
  success: 'ONRAMP_TRANSACTION_STATUS_SUCCESS',
  failed: 'ONRAMP_TRANSACTION_STATUS_FAILED',
};

export type FailureReason =
  | 'FAILURE_REASON_UNSPECIFIED'
  | 'FAILURE_REASON_BUY_FAILED'
  | 'FAILURE_REASON_SEND_FAILED';

export interface CoinbaseSession {
  readonly id: string;
  /** The secret part of the link. */
  readonly token: string;
  /** The id that the transaction gets once there is one. */
  readonly transactionId: string;
  readonly createdAt: Instant;
  readonly idempotencyKey: string | null;
  readonly partnerUserRef: string | null;
  readonly redirectUrl: string | null;
  readonly currency: CoinbaseCurrency;
  readonly network: CoinbaseNetwork;
  readonly address: string;
  readonly method: PaymentMethod;
  readonly quoted: boolean;
  /** Null until the person has chosen an amount that the application left open. */
  readonly price: Price | null;
  readonly plan: OrderPlan;
  readonly phase: SessionPhase;
  readonly failureReason: FailureReason;
  /** What was really sent to the wallet; known only at the end. */
  readonly delivered: string | null;
  readonly txHash: string | null;
  /** Whoever opened the link first: nobody else gets in. Null while nobody has. */
  readonly visitor: string | null;
  /** The tries on this page before, as they ended; newest first. */
  readonly earlier: readonly CoinbaseSession[];
  readonly begunAt: Instant | null;
  readonly endedAt: Instant | null;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

/** The answer to POST /v2/onramp/sessions. */
export function createdObject(session: CoinbaseSession, publicUrl: string): object {
  return {
    session: { onrampUrl: hostedUrl(session, publicUrl) },
    ...(session.quoted && session.price !== null ? { quote: quoteObject(session, session.price) } : {}),
  };
}

function quoteObject(session: CoinbaseSession, price: Price): object {
  const fee = (type: string, amount: string) => ({ type, amount: trimmed(amount), currency: 'USD' });
  return {
    paymentTotal: trimmed(price.total),
    paymentSubtotal: trimmed(price.subtotal),
    paymentCurrency: 'USD',
    purchaseAmount: price.purchase,
    purchaseCurrency: session.currency,
    destinationNetwork: session.network,
    fees: [fee('FEE_TYPE_EXCHANGE', price.exchangeFee), fee('FEE_TYPE_NETWORK', price.networkFee)],
    exchangeRate: exchangeRate(session.currency),
  };
}

const METHOD_NAMES: Readonly<Record<PaymentMethod, string>> = {
  CARD: 'CARD',
  APPLE_PAY: 'APPLE_PAY',
  ACH: 'ACH_BANK_ACCOUNT',
};

/** How protojson writes a time that is not set. */
const NO_TIME = '0001-01-01T00:00:00Z';

/** A transaction as webhooks carry it, but for its `eventType`; null while there is none. */
export function transactionObject(session: CoinbaseSession): object | null {
  const { price, currency } = session;
  const status = STATUS_OF[session.phase];
  if (status === null || price === null) return null;
  const usd = (value: string) => ({ currency: 'USD', value });
  return {
    transactionId: session.transactionId,
    status,
    purchaseCurrency: currency,
    purchaseNetwork: session.network,
    purchaseAmount: { currency, value: session.delivered ?? price.purchase },
    paymentTotal: usd(price.total),
    paymentTotalUsd: usd(price.total),
    paymentSubtotal: usd(price.subtotal),
    coinbaseFee: usd(price.exchangeFee),
    networkFee: usd(price.networkFee),
    exchangeRate: { currency, value: exchangeRate(currency) },
    txHash: session.txHash ?? (session.network === 'solana' ? '' : '0x'),
    createdAt: timeOf(session.begunAt),
    completedAt: timeOf(session.endedAt),
    country: 'US',
    userId: '',
    paymentMethod: METHOD_NAMES[session.method],
    walletAddress: session.address,
    type: 'ONRAMP_TRANSACTION_TYPE_BUY_AND_SEND',
    userType: 'USER_TYPE_AUTHED',
    partnerUserRef: session.partnerUserRef ?? '',
    contractAddress: '',
    failureReason: session.failureReason,
    endPartnerName: 'sandbox',
    errorCode: 'ERROR_CODE_UNSPECIFIED',
  };
}

function timeOf(instant: Instant | null): string {
  return instant === null ? NO_TIME : formatInstant(instant);
}

/** For the control API: everything but the secrets of the link and of its visitor. */
export function shownSession(session: CoinbaseSession): ShownOrder {
  const { token: _secret, visitor: _own, earlier, ...shown } = session;
  return {
    ...shown,
    provider: 'coinbase',
    status: STATUS_OF[session.phase] ?? 'no transaction yet',
    hostedPath: hostedUrl(session, ''),
    ...(earlier.length === 0 ? {} : { triesBefore: earlier.length }),
  };
}

export function hostedUrl(session: CoinbaseSession, publicUrl: string): string {
  const back = session.redirectUrl === null ? '' : `&redirectUrl=${encodeURIComponent(session.redirectUrl)}`;
  return `${publicUrl}/buy?sessionToken=${session.token}${back}`;
}
