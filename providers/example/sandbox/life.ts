/**
 * A session's life, as a table of acts. Pure: what was executed goes out.
 *
 *   waiting ──pay──▶ paid ──send──▶ sent
 *      ├────reject────┴────reject────▶ failed   └──take_back──▶ taken_back
 *      └────cancel───────────────────▶ cancelled
 *
 * Money is taken when `paid` begins. A failure after that gives it back. What was sent stays sent when the payer's bank takes
 * the payment back, days later: an ACH return, or a dispute of a card.
 */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import {
  fakeTransactionId,
  formatDecimal,
  type Life,
  type Moved,
  type Pace,
  parseDecimal,
  payAfterMs,
} from '@diboas/sandbox-kit';
import { factsOf } from './assets.ts';
import { overcharged } from './price.ts';
import type { ExampleSession, SessionPhase } from './session.ts';

type Act = 'pay' | 'send' | 'reject' | 'cancel' | 'take_back';

const ALLOWED_IN: Readonly<Record<Act, readonly SessionPhase[]>> = {
  pay: ['waiting'],
  send: ['paid'],
  reject: ['waiting', 'paid'],
  cancel: ['waiting'],
  take_back: ['sent'],
};

/** What the person and Example do, in the order in which they do it. */
export const LIFE: Life<ExampleSession, Act> = {
  move,
  nextAct,
  wayTo: {
    ...{ pay: ['pay'], process: ['pay'], complete: ['pay', 'send'], reject: ['reject'] },
    return: ['pay', 'send', 'take_back'],
  },
  statusOf: ({ phase }) => phase,
};

function move(session: ExampleSession, act: Act): Outcome<Moved<ExampleSession>, 'not_in_this_phase'> {
  return ALLOWED_IN[act].includes(session.phase) ? accept(moved(session, act)) : refuse('not_in_this_phase');
}

function moved(session: ExampleSession, act: Act): Moved<ExampleSession> {
  const { rejectAt } = session.plan;
  switch (act) {
    case 'pay':
      return rejectAt === 'kyc' || rejectAt === 'payment' ? failed(session) : charged(session);
    case 'send':
      return rejectAt === 'fulfillment' ? failed(session) : delivered(session);
    case 'reject':
      return failed(session);
    case 'cancel':
      return { session: { ...session, phase: 'cancelled' }, executions: [] };
    case 'take_back':
      return {
        session: { ...session, phase: 'taken_back' },
        executions: [{ ...fiat(session), kind: 'refund' }],
      };
    default:
      return unreachable(act);
  }
}

function nextAct({ phase, plan, method }: ExampleSession, pace: Pace): ReturnType<typeof LIFE.nextAct> {
  switch (phase) {
    case 'waiting': {
      const afterMs = payAfterMs(plan, pace);
      if (afterMs === null) return null;
      return { act: 'pay', afterMs: method === 'bank' ? pace.businessDayMs : afterMs };
    }
    case 'paid':
      return plan.stuck ? null : { act: 'send', afterMs: pace.stepMs };
    case 'sent':
    case 'failed':
    case 'cancelled':
    case 'taken_back':
      return null;
    default:
      return unreachable(phase);
  }
}

function charged(session: ExampleSession): Moved<ExampleSession> {
  const price = overcharged(session.price, session.plan.chargeBps ?? 0);
  const paid: ExampleSession = { ...session, price, phase: 'paid' };
  return { session: paid, executions: [{ ...fiat(paid), kind: 'payment' }] };
}

function failed(session: ExampleSession): Moved<ExampleSession> {
  const refund = session.phase === 'paid' ? [{ ...fiat(session), kind: 'refund' as const }] : [];
  return { session: { ...session, phase: 'failed' }, executions: refund };
}

function delivered(session: ExampleSession): Moved<ExampleSession> {
  const { id, asset, network, address, price, plan } = session;
  const { decimals } = factsOf(asset);
  const bought = parseDecimal(price.delivers, decimals) ?? 0n;
  const sent = formatDecimal((bought * BigInt(10_000 + plan.deliverBps)) / 10_000n, decimals);
  const transaction = fakeTransactionId(network, id);
  const delivery = {
    ...{ ...fiat(session), kind: 'delivery' as const, amount: sent, asset: asset.toLowerCase() },
    ...{ network, destination: address, transaction_id: transaction },
  };
  return { session: { ...session, phase: 'sent', delivered: sent, transaction }, executions: [delivery] };
}

function fiat({ id, idempotencyKey, price, ourReference }: ExampleSession) {
  const [transactionId = '', attemptId = ''] = (ourReference ?? '').split('/');
  return {
    ...{ provider: 'example', reference: id, idempotency_key: idempotencyKey },
    ...{ amount: price.total, asset: 'usd', network: null, destination: null, transaction_id: null },
    metadata: { diboas_transaction_id: transactionId, diboas_attempt_id: attemptId },
  };
}
