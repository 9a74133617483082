/**
 * A purchase's life, as a table of acts. Pure: the time comes in, and what was executed goes out.
 *
 *   visited ──begin──▶ waiting ──pay──▶ pending ──deliver──▶ completed
 *                         └──────reject────┴──reject──▶ failed
 *
 * Who pays by card is asked by the bank while it waits, and who pays by bank is waited for. Money is taken when `pending`
 * begins. A failure after that gives it back.
 */
import { accept, type Instant, type Outcome, refuse, unreachable } from '@diboas/kernel';
import {
  fakeTransactionId,
  formatDecimal,
  type Life,
  type Moved,
  type Pace,
  parseDecimal,
  payAfterMs,
} from '@diboas/sandbox-kit';
import { currencyOf } from './assets.ts';
import { overcharged } from './price.ts';
import { isByBank, type Purchase, type PurchasePhase, statusOf } from './purchase.ts';

type Act = 'begin' | 'pay' | 'deliver' | 'reject';

const ALLOWED_IN: Readonly<Record<Act, readonly PurchasePhase[]>> = {
  begin: ['visited'],
  pay: ['waiting'],
  deliver: ['pending'],
  reject: ['waiting', 'pending'],
};

/** What the person and MoonPay do, in the order in which they do it. */
export const LIFE: Life<Purchase, Act> = {
  move,
  nextAct,
  wayTo: {
    pay: ['begin', 'pay'],
    process: ['begin', 'pay'],
    complete: ['begin', 'pay', 'deliver'],
    reject: ['begin', 'reject'],
  },
  statusOf,
};

function move(purchase: Purchase, act: Act, now: Instant): Outcome<Moved<Purchase>, 'not_in_this_phase'> {
  if (!ALLOWED_IN[act].includes(purchase.phase)) return refuse('not_in_this_phase');
  return accept(moved({ ...purchase, updatedAt: now }, act));
}

function moved(purchase: Purchase, act: Act): Moved<Purchase> {
  const { rejectAt } = purchase.plan;
  switch (act) {
    case 'begin':
      if (rejectAt === 'kyc') return failed(purchase, 'rejected_kyc');
      return { session: { ...purchase, phase: 'waiting' }, executions: [] };
    case 'pay':
      return rejectAt === 'payment' ? failed(purchase, 'payment_authorization_declined') : charged(purchase);
    case 'deliver':
      return rejectAt === 'fulfillment' ? failed(purchase, 'error') : delivered(purchase);
    case 'reject':
      return failed(purchase, 'payment_authorization_declined');
    default:
      return unreachable(act);
  }
}

function nextAct(purchase: Purchase, pace: Pace): ReturnType<typeof LIFE.nextAct> {
  switch (purchase.phase) {
    case 'visited':
      return { act: 'begin', afterMs: pace.stepMs };
    case 'waiting': {
      const afterMs = payAfterMs(purchase.plan, pace);
      if (afterMs === null) return null;
      return { act: 'pay', afterMs: isByBank(purchase) ? pace.businessDayMs : afterMs };
    }
    case 'pending':
      return purchase.plan.stuck ? null : { act: 'deliver', afterMs: pace.stepMs };
    case 'completed':
    case 'failed':
      return null;
    default:
      return unreachable(purchase.phase);
  }
}

function charged(purchase: Purchase): Moved<Purchase> {
  const price = overcharged(purchase.price, purchase.plan.chargeBps ?? 0);
  const paid: Purchase = { ...purchase, price, phase: 'pending' };
  return { session: paid, executions: [{ ...taken(paid), kind: 'payment' }] };
}

function failed(purchase: Purchase, failureReason: string): Moved<Purchase> {
  const refund = purchase.phase === 'pending' ? [{ ...taken(purchase), kind: 'refund' as const }] : [];
  return { session: { ...purchase, phase: 'failed', failureReason }, executions: refund };
}

function delivered(purchase: Purchase): Moved<Purchase> {
  const { id, code, address, price, plan } = purchase;
  const { symbol, network, digits } = currencyOf(code);
  const bought = parseDecimal(price.quote, digits) ?? 0n;
  const sent = formatDecimal((bought * BigInt(10_000 + plan.deliverBps)) / 10_000n, digits);
  const hash = fakeTransactionId(network, id);
  const delivery = {
    ...{ ...taken(purchase), kind: 'delivery' as const, amount: sent, asset: symbol.toLowerCase() },
    ...{ network, destination: address, transaction_id: hash },
  };
  return { session: { ...purchase, phase: 'completed', delivered: sent, hash }, executions: [delivery] };
}

function taken({ id, externalTransactionId, price, fiat }: Purchase) {
  return {
    ...{ provider: 'moonpay', reference: externalTransactionId ?? id, idempotency_key: null },
    ...{ amount: price.total, asset: fiat, network: null, destination: null, transaction_id: null },
    metadata: { purchase: id },
  };
}
