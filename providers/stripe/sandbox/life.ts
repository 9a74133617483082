/**
 * A session's life, as a table of acts. Pure: the time comes in, and what was executed goes out.
 *
 *   initialized ──open──▶ requires_payment ──pay (card)──▶ fulfillment_processing ──deliver──▶ fulfillment_complete
 *        │                    │      └─pay (bank)─▶ clearing ──clear──▶ ┘   │
 *        └──────reject────────┴──────────reject─────────┴──────reject───────┴──▶ rejected
 *
 * Money is taken when fulfillment_processing begins. A rejection after that gives it back.
 */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Life, Moved, Pace } from '@diboas/sandbox-kit';
import {
  fakeTransactionId,
  formatDecimal,
  ownWallet,
  parseDecimal,
  payAfterMs,
  withMagicCents,
  withSecondTry,
} from '@diboas/sandbox-kit';
import { factsOf } from './assets.ts';
import {
  overcharged,
  parseCents,
  parseUnits,
  priceOfDestination,
  priceOfSource,
  type Trade,
} from './price.ts';
import { type Session, type SessionPhase, statusOf } from './session.ts';

type Act = 'open' | 'pay' | 'clear' | 'deliver' | 'reject';

const ALLOWED_IN: Readonly<Record<Act, readonly SessionPhase[]>> = {
  open: ['initialized'],
  pay: ['requires_payment'],
  clear: ['clearing'],
  deliver: ['fulfillment_processing'],
  reject: ['initialized', 'requires_payment', 'clearing', 'fulfillment_processing'],
};

/** What the person and Stripe do, in the order in which they do it. */
export const LIFE: Life<Session, Act> = {
  move,
  nextAct,
  wayTo: {
    pay: ['open', 'pay'],
    process: ['open', 'pay', 'clear'],
    complete: ['open', 'pay', 'clear', 'deliver'],
    reject: ['reject'],
  },
  statusOf,
};

function move(session: Session, act: Act): Outcome<Moved<Session>, 'not_in_this_phase'> {
  if (!ALLOWED_IN[act].includes(session.phase)) return refuse('not_in_this_phase');
  return accept(moved(session, act));
}

function moved(session: Session, act: Act): Moved<Session> {
  switch (act) {
    case 'open': {
      const opened = chosen(session);
      if (opened.plan.rejectAt === 'kyc') return rejected(opened, 'missing_document_verification');
      return { session: { ...opened, phase: 'requires_payment' }, executions: [] };
    }
    case 'pay':
      if (session.method === 'bank') return { session: { ...session, phase: 'clearing' }, executions: [] };
      return charged(session);
    case 'clear':
      return charged(session);
    case 'deliver':
      if (session.plan.rejectAt === 'fulfillment') return rejected(session, 'transaction_failed');
      return delivered(session);
    case 'reject':
      return rejected(session, 'transaction_failed');
    default:
      return unreachable(act);
  }
}

function nextAct(session: Session, pace: Pace): { readonly act: Act; readonly afterMs: number } | null {
  switch (session.phase) {
    case 'initialized':
      return { act: 'open', afterMs: pace.stepMs };
    case 'requires_payment':
      return payment(payAfterMs(session.plan, pace));
    case 'clearing':
      return { act: 'clear', afterMs: pace.businessDayMs };
    case 'fulfillment_processing':
      return session.plan.stuck ? null : { act: 'deliver', afterMs: pace.stepMs };
    case 'fulfillment_complete':
    case 'rejected':
      return null;
    default:
      return unreachable(session.phase);
  }
}

/** What the person picks on the page when the application has left it open: USDC for 100 dollars. */
function chosen(session: Session): Session {
  const currency = session.currency ?? session.currencies[0] ?? 'usdc';
  const sold = session.networks.filter((network) => factsOf(currency).networks.includes(network));
  const network = session.network ?? sold[0] ?? factsOf(currency).networks[0] ?? 'ethereum';
  const walletAddress = session.walletAddress ?? session.wallets[network] ?? ownWallet(network);
  const trade = { currency, network };
  const price = session.price ?? priceAsked(session, trade) ?? priceOfSource(10_000n, trade);
  const plan = withMagicCents(session.plan, price.source);
  return { ...session, currency, network, walletAddress, sourceCurrency: 'usd', price, plan };
}

/** The price of what the application fixed, or null when it fixed no amount. */
export function priceAsked(
  asked: Pick<Session, 'sourceAmount' | 'destinationAmount'>,
  trade: Trade,
): Session['price'] {
  const cents = asked.sourceAmount === null ? null : parseCents(asked.sourceAmount);
  if (cents !== null) return priceOfSource(cents, trade);
  const units = asked.destinationAmount === null ? null : parseUnits(asked.destinationAmount, trade.currency);
  return units === null ? null : priceOfDestination(units, trade);
}

/** What the person does next on the page. */
function payment(afterMs: number | null): { readonly act: Act; readonly afterMs: number } | null {
  return afterMs === null ? null : { act: 'pay', afterMs };
}

function charged(session: Session): Moved<Session> {
  if (session.plan.tryAgainMs !== undefined) {
    // As at Stripe: the page stays open, and its status tells nobody.
    const plan = withSecondTry(session.plan);
    return {
      session: { ...session, plan, phase: 'requires_payment', lastError: 'transaction_failed' },
      executions: [],
    };
  }
  if (session.plan.rejectAt === 'payment') return rejected(session, 'transaction_failed');
  const price = session.price === null ? null : overcharged(session.price, session.plan.chargeBps ?? 0);
  return {
    session: { ...session, price, phase: 'fulfillment_processing', lastError: null },
    executions: [{ ...executionOf(session), kind: 'payment', amount: price?.total ?? '0', asset: 'usd' }],
  };
}

function rejected(session: Session, lastError: string): Moved<Session> {
  const refund =
    session.phase === 'fulfillment_processing'
      ? [
          {
            ...executionOf(session),
            kind: 'refund' as const,
            amount: session.price?.total ?? '0',
            asset: 'usd',
          },
        ]
      : [];
  return { session: { ...session, phase: 'rejected', lastError }, executions: refund };
}

function delivered(session: Session): Moved<Session> {
  const currency = session.currency ?? 'usdc';
  const network = session.network ?? 'ethereum';
  const { decimals } = factsOf(currency);
  const bought = parseDecimal(session.price?.destination ?? '0', decimals) ?? 0n;
  const sent = formatDecimal((bought * BigInt(10_000 + session.plan.deliverBps)) / 10_000n, decimals);
  const transactionId = fakeTransactionId(network, session.id);
  return {
    session: { ...session, phase: 'fulfillment_complete', delivered: sent, transactionId },
    executions: [
      {
        ...executionOf(session),
        kind: 'delivery',
        amount: sent,
        asset: currency,
        network,
        destination: session.walletAddress,
        transaction_id: transactionId,
      },
    ],
  };
}

function executionOf(session: Session) {
  return {
    provider: 'stripe',
    reference: session.id,
    idempotency_key: session.idempotencyKey,
    network: null,
    destination: null,
    transaction_id: null,
    metadata: session.metadata,
  };
}
