/** Everything of Stripe's, put together: sessions, its wire, and how it signs. */
import { accept, type Clock, type Random } from '@diboas/kernel';
import type {
  Executions,
  Faults,
  Log,
  OutgoingEvent,
  Pace,
  ProviderOrders,
  ProviderWire,
  Store,
  TimerGroup,
  WebhookSigner,
} from '@diboas/sandbox-kit';
import { createIdempotency, createToken } from '@diboas/sandbox-kit';
import { createStripeWire } from './server.ts';
import { shownSession } from './session.ts';
import { createStripeSessions, type StripeSessions } from './sessions.ts';
import { createStripeSigner, sessionEvent } from './webhooks.ts';

export interface Stripe {
  readonly sessions: StripeSessions;
  readonly orders: ProviderOrders;
  readonly wire: ProviderWire;
  readonly signer: WebhookSigner;
  /** Lets go of what is not in the store. */
  forget(): void;
}

export function createStripe(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly random: Random;
  readonly faults: Faults;
  readonly log: Log;
  readonly executions: Executions;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly pace: Pace;
  publicUrl(): string;
  sendEvent(event: OutgoingEvent): void;
}): Stripe {
  const { clock, publicUrl, random, store } = parts;
  const sessions = createStripeSessions({
    ...parts,
    onStatusChange(session) {
      const eventId = `evt_${createToken(random, 24)}`;
      parts.sendEvent(sessionEvent(session, { eventId, now: clock.now(), publicUrl: publicUrl() }));
    },
  });
  const idempotency = createIdempotency('stripe', store, clock);
  return {
    sessions,
    orders: {
      shown: () => sessions.list().map(shownSession),
      advance(id, to) {
        const moved = sessions.advance(id, to);
        return moved.ok ? accept(shownSession(moved.value)) : moved;
      },
    },
    wire: createStripeWire({ apiKey: parts.apiKey, sessions, idempotency, store, clock, publicUrl }),
    signer: createStripeSigner(parts.webhookSecret),
    forget: idempotency.forget,
  };
}
