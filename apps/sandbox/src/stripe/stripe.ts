/** Everything of Stripe's, put together: sessions, its wire, and how it signs. */
import { accept, type Clock, type Random } from '@diboas/kernel';
import type { Executions } from '../executions.ts';
import type { Faults } from '../faults/faults.ts';
import { createIdempotency } from '../idempotency.ts';
import type { Log } from '../log.ts';
import type { Pace, ProviderOrders } from '../orders.ts';
import type { Store } from '../store.ts';
import type { TimerGroup } from '../timers.ts';
import { createToken } from '../token.ts';
import type { OutgoingEvent, WebhookSigner } from '../webhooks/delivery.ts';
import type { ProviderWire } from '../wire/provider-wire.ts';
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
