/** Everything of Coinbase's, put together: sessions, its wire, and how it signs. */
import { accept, assert, type Clock, type Random } from '@diboas/kernel';
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
import { createIdempotency } from '@diboas/sandbox-kit';
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
