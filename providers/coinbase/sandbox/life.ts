/**
 * A session's life, as a table of acts. Pure: the time comes in, and what was executed goes out.
 *
 *   offered ──open──▶ created ──pay (card)──▶ in_progress ──deliver──▶ success
 *      │                 │ └─pay (bank)─▶ awaiting_payment ──clear──▶ ┘ │
 *      └─────reject──────┴───────────────────reject────────────────────┴──▶ failed ──again──▶ created
 *
 * A transaction exists from `created` on. Money is taken when `in_progress` begins; a failure after that gives it
 * back.
 */
import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Life, Moved, Pace } from '@diboas/sandbox-kit';
import {
  fakeTransactionId,
  formatDecimal,
  payAfterMs,
  withMagicCents,
  withSecondTry,
} from '@diboas/sandbox-kit';
import { factsOf } from './assets.ts';
import { overcharged, type Price, parseUnits, priceOfPurchase } from './price.ts';
import { type CoinbaseSession, type FailureReason, type SessionPhase, STATUS_OF } from './session.ts';

type Act = 'open' | 'pay' | 'clear' | 'deliver' | 'reject' | 'again';

const ALLOWED_IN: Readonly<Record<Act, readonly SessionPhase[]>> = {
  open: ['offered'],
  pay: ['created'],
  clear: ['awaiting_payment'],
  deliver: ['in_progress'],
  reject: ['created', 'awaiting_payment', 'in_progress'],
  again: ['failed'],
};

/** What the person and Coinbase do, in the order in which they do it. */
export const LIFE: Life<CoinbaseSession, Act> = {
  move,
  nextAct,
  wayTo: {
    pay: ['open', 'pay'],
    process: ['open', 'pay', 'clear'],
    complete: ['open', 'pay', 'clear', 'deliver'],
    reject: ['open', 'reject'],
  },
  statusOf: (session) => STATUS_OF[session.phase],
};

function move(
  session: CoinbaseSession,
  act: Act,
  now: Instant,
): Outcome<Moved<CoinbaseSession>, 'not_in_this_phase'> {
  const isOffered = act !== 'again' || session.plan.tryAgainMs !== undefined;
  if (!ALLOWED_IN[act].includes(session.phase) || !isOffered) return refuse('not_in_this_phase');
  return accept(moved(session, act, now));
}

function moved(session: CoinbaseSession, act: Act, now: Instant): Moved<CoinbaseSession> {
  switch (act) {
    case 'open': {
      const price = session.price ?? typicalPrice(session);
      const plan = withMagicCents(session.plan, price.subtotal);
      const begun: CoinbaseSession = { ...session, price, plan, begunAt: now, phase: 'created' };
      if (plan.rejectAt === 'kyc') return failed(begun, 'FAILURE_REASON_UNSPECIFIED', now);
      return { session: begun, executions: [] };
    }
    case 'pay':
      if (session.method === 'ACH')
        return { session: { ...session, phase: 'awaiting_payment' }, executions: [] };
      return charged(session, now);
    case 'clear':
      return charged(session, now);
    case 'deliver':
      if (session.plan.rejectAt === 'fulfillment') return failed(session, 'FAILURE_REASON_SEND_FAILED', now);
      return delivered(session, now);
    case 'reject':
      return failed(session, 'FAILURE_REASON_BUY_FAILED', now);
    case 'again':
      return { session: begunAgain(session, now), executions: [] };
    default:
      return unreachable(act);
  }
}

function nextAct(
  session: CoinbaseSession,
  pace: Pace,
): { readonly act: Act; readonly afterMs: number } | null {
  switch (session.phase) {
    case 'offered':
      // A link without a reference was made for its quote alone, and nobody was sent to it.
      return session.partnerUserRef === null ? null : { act: 'open', afterMs: pace.stepMs };
    case 'created':
      return later('pay', payAfterMs(session.plan, pace));
    case 'awaiting_payment':
      return { act: 'clear', afterMs: pace.businessDayMs };
    case 'in_progress':
      return session.plan.stuck ? null : { act: 'deliver', afterMs: pace.stepMs };
    case 'failed':
      return later('again', session.plan.tryAgainMs ?? null);
    case 'success':
      return null;
    default:
      return unreachable(session.phase);
  }
}

function later(act: Act, afterMs: number | null): { readonly act: Act; readonly afterMs: number } | null {
  return afterMs === null ? null : { act, afterMs };
}

/** The next try on the same page: a transaction of its own under the same reference. */
function begunAgain(session: CoinbaseSession, now: Instant): CoinbaseSession {
  const { earlier, ...before } = session;
  return {
    ...session,
    earlier: [{ ...before, earlier: [] }, ...earlier],
    transactionId: nextTransactionId(session.transactionId),
    plan: withSecondTry(session.plan),
    phase: 'created',
    failureReason: 'FAILURE_REASON_UNSPECIFIED',
    ...{ begunAt: now, endedAt: null },
  };
}

function nextTransactionId(id: string): string {
  const hex = createHash('sha256').update(`after ${id}`).digest('hex');
  return [8, 12, 16, 20, 32].map((end, at, ends) => hex.slice(ends[at - 1] ?? 0, end)).join('-');
}

/** What the person types when the application has left the amount open: 100 dollars' worth. */
function typicalPrice({ currency, network, method }: CoinbaseSession): Price {
  const { centsPerOne, decimals } = factsOf(currency);
  return priceOfPurchase((10_000n * 10n ** BigInt(decimals)) / centsPerOne, { currency, network, method });
}

function charged(session: CoinbaseSession, now: Instant): Moved<CoinbaseSession> {
  const isToFail = session.plan.rejectAt === 'payment' || session.plan.tryAgainMs !== undefined;
  if (isToFail) return failed(session, 'FAILURE_REASON_BUY_FAILED', now);
  const price = session.price === null ? null : overcharged(session.price, session.plan.chargeBps ?? 0);
  const paid: CoinbaseSession = { ...session, price, phase: 'in_progress' };
  return { session: paid, executions: [{ ...fiat(paid), kind: 'payment' }] };
}

function failed(
  session: CoinbaseSession,
  failureReason: FailureReason,
  now: Instant,
): Moved<CoinbaseSession> {
  const refund = session.phase === 'in_progress' ? [{ ...fiat(session), kind: 'refund' as const }] : [];
  return { session: { ...session, phase: 'failed', failureReason, endedAt: now }, executions: refund };
}

function delivered(session: CoinbaseSession, now: Instant): Moved<CoinbaseSession> {
  const { currency, network, address } = session;
  const { decimals } = factsOf(currency);
  const bought = parseUnits(session.price?.purchase ?? '', decimals) ?? 0n;
  const sent = formatDecimal((bought * BigInt(10_000 + session.plan.deliverBps)) / 10_000n, decimals);
  const txHash = fakeTransactionId(network, session.id);
  return {
    session: { ...session, phase: 'success', delivered: sent, txHash, endedAt: now },
    executions: [
      {
        ...fiat(session),
        kind: 'delivery',
        amount: sent,
        asset: currency.toLowerCase(),
        network,
        destination: address,
        transaction_id: txHash,
      },
    ],
  };
}

function fiat(session: CoinbaseSession) {
  const { partnerUserRef, transactionId, idempotencyKey } = session;
  return {
    provider: 'coinbase',
    // What Coinbase can be asked about: its transaction's id is known only once the person has begun.
    reference: partnerUserRef ?? transactionId,
    idempotency_key: idempotencyKey,
    amount: session.price?.total ?? '0',
    asset: 'usd',
    network: null,
    destination: null,
    transaction_id: null,
    metadata: { transactionId, ...(partnerUserRef === null ? {} : { partnerUserRef }) },
  };
}
