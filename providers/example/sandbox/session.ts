/** A session as the sandbox remembers it, and what Example shows of it. */
import type { Instant } from '@diboas/kernel';
import type { OrderPlan, ShownOrder } from '@diboas/sandbox-kit';
import type { Price, Trade } from './price.ts';

export type PaymentMethod = 'card' | 'bank';
export type SessionPhase = 'waiting' | 'paid' | 'sent' | 'failed' | 'cancelled' | 'taken_back';

export interface ExampleSession extends Trade {
  readonly id: string;
  /** The secret part of the page's address. */
  readonly token: string;
  readonly createdAt: Instant;
  readonly idempotencyKey: string;
  readonly ourReference: string | null;
  readonly returnUrl: string | null;
  readonly address: string;
  readonly method: PaymentMethod;
  readonly price: Price;
  readonly plan: OrderPlan;
  readonly phase: SessionPhase;
  /** What was really sent; known only at the end. */
  readonly delivered: string | null;
  readonly transaction: string | null;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

export function sessionObject(session: ExampleSession, publicUrl: string): object {
  const { id, phase, price, asset, network, address, delivered, transaction } = session;
  const isPaid = phase === 'paid' || phase === 'sent' || phase === 'taken_back';
  return {
    ...{ id, status: phase, our_reference: session.ourReference, pay_url: hostedUrl(session, publicUrl) },
    ...{ amount: price.amount, currency: 'USD', asset, network, address },
    ...{ charged: isPaid ? price.total : null, delivered, transaction },
    taken_back: phase === 'taken_back' ? takenBack(session) : null,
  };
}

/** A bank returns a payment with a code of Nacha's, and whoever paid by card disputes it with their issuer. */
function takenBack({ id, price, method }: ExampleSession): object {
  return { id: `back_${id}`, amount: price.total, reason: method === 'bank' ? 'R01' : 'fraudulent' };
}

/** For the control API: everything but the secret of the page. */
export function shownSession(session: ExampleSession): ShownOrder {
  const { token: _secret, ...shown } = session;
  return { ...shown, provider: 'example', status: session.phase, hostedPath: hostedUrl(session, '') };
}

export function hostedUrl({ id, token }: ExampleSession, publicUrl: string): string {
  return `${publicUrl}/pay/${id}?token=${token}`;
}
