/** Everything of Coinbase's, put together: sessions, its wire, and how it signs. */
import { accept, assert, type Clock, type Random } from '@diboas/kernel';
import type { Executions } from '../executions.ts';
import type { Faults } from '../faults/faults.ts';
import { createIdempotency } from '../idempotency.ts';
import type { Log } from '../log.ts';
import type { Pace, ProviderOrders } from '../orders.ts';
import type { Store } from '../store.ts';
import type { TimerGroup } from '../timers.ts';
import type { OutgoingEvent, WebhookSigner } from '../webhooks/delivery.ts';
import type { ProviderWire } from '../wire/provider-wire.ts';
import { parseApiKey } from './bearer-token.ts';
import { createCoinbaseWire } from './server.ts';
import { shownSession } from './session.ts';
import { type CoinbaseSessions, createCoinbaseSessions, createUuid } from './sessions.ts';
import { createCoinbaseSigner, transactionEvent } from './webhooks.ts';

export interface Coinbase {
  readonly sessions: CoinbaseSessions;
  readonly orders: ProviderOrders;
  readonly wire: ProviderWire;
  readonly signer: WebhookSigner;
  /** Lets go of what is not in the store. */
  forget(): void;
}

export function createCoinbase(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly random: Random;
  readonly faults: Faults;
  readonly log: Log;
  readonly executions: Executions;
  readonly apiKeyId: string;
  readonly apiKeySecret: string;
  readonly webhookSecret: string;
  readonly pace: Pace;
  publicUrl(): string;
  sendEvent(event: OutgoingEvent): void;
}): Coinbase {
  const { clock, publicUrl, random, store } = parts;
  const apiKey = parseApiKey(parts.apiKeyId, parts.apiKeySecret);
  assert(apiKey, 'the API key secret was checked with the configuration');
  const sessions = createCoinbaseSessions({
    ...parts,
    onStatusChange: (session) => parts.sendEvent(transactionEvent(session, createUuid(random))),
  });
  const idempotency = createIdempotency('coinbase', store, clock);
  return {
    sessions,
    orders: {
      shown: () => sessions.list().map(shownSession),
      advance(id, to) {
        const moved = sessions.advance(id, to);
        return moved.ok ? accept(shownSession(moved.value)) : moved;
      },
    },
    wire: createCoinbaseWire({ apiKey, sessions, idempotency, store, clock, publicUrl }),
    signer: createCoinbaseSigner(parts.webhookSecret),
    forget: idempotency.forget,
  };
}
