/**
 * Sends events to the application until it answers 2xx, with growing pauses, and strikes them with webhook faults.
 * Knows no provider: what to send and how to sign it are given per provider.
 *
 * Delivery is at least once and in no promised order, as at every real provider. An event whose delivery has not
 * ended is remembered, so that a restarted sandbox goes on with it.
 */
import { assert, type Clock, type Instant } from '@diboas/kernel';
import { WEBHOOK_FAULTS } from '../faults/fault.ts';
import type { Faults } from '../faults/faults.ts';
import type { Log } from '../keeping/log.ts';
import type { Shelf, Store } from '../keeping/store.ts';
import type { TimerGroup } from '../time/timers.ts';

export interface OutgoingEvent {
  readonly id: string;
  readonly provider: string;
  readonly type: string;
  /** The provider's id of what the event is about, and its new status. */
  readonly reference: string;
  readonly status: string;
  /** The exact bytes that are signed and sent. */
  readonly body: string;
}

/** How one provider signs, and what somebody who does not know the secret would send. */
export interface WebhookSigner {
  headers(event: OutgoingEvent, now: Instant): Readonly<Record<string, string>>;
  forge(
    event: OutgoingEvent,
    now: Instant,
  ): { readonly body: string; readonly headers: Readonly<Record<string, string>> };
}

export type DeliveryState = 'no_endpoint' | 'dropped' | 'sending' | 'delivered' | 'given_up';

export interface Delivery {
  readonly event: OutgoingEvent;
  readonly state: DeliveryState;
  readonly attempts: number;
}

export interface DeliveryPolicy {
  readonly retryMs: number;
  readonly retryMaxMs: number;
  readonly attemptsMax: number;
  readonly timeoutMs: number;
}

export interface Webhooks {
  send(event: OutgoingEvent): void;
  /** Sends an event once more, whatever became of it before. False when there is no such event. */
  resend(eventId: string): boolean;
  setEndpoint(provider: string, url: string | null): void;
  endpoint(provider: string): string | null;
  list(): readonly Delivery[];
  /** Goes on with what a previous run of the sandbox had not finished. */
  resume(): void;
  /** Forgets events that are held back and answers that are awaited. */
  stop(): void;
}

export interface WebhookParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly faults: Faults;
  readonly log: Log;
  readonly policy: DeliveryPolicy;
  readonly signers: Readonly<Record<string, WebhookSigner>>;
}

/** What every function below works on. `running` is replaced when the sandbox is reset: older attempts then fall silent. */
interface Sender extends WebhookParts {
  readonly shelf: Shelf<Delivery>;
  readonly endpoints: Map<string, string>;
  /** At most one event a provider is held back, to be sent behind the next one. */
  readonly held: Map<string, () => void>;
  running: AbortController;
}

export function createWebhooks(parts: WebhookParts): Webhooks {
  const sender: Sender = {
    ...parts,
    shelf: parts.store.shelf<Delivery>('deliveries'),
    endpoints: new Map(),
    held: new Map(),
    running: new AbortController(),
  };
  return {
    send: (event) => send(sender, event),
    resend: (eventId) => resend(sender, eventId),
    setEndpoint(provider, url) {
      if (url === null) sender.endpoints.delete(provider);
      else sender.endpoints.set(provider, url);
    },
    endpoint: (provider) => sender.endpoints.get(provider) ?? null,
    list: sender.shelf.list,
    resume() {
      for (const { event, state, attempts } of sender.shelf.list()) {
        if (state === 'sending') void attempt(sender, event, attempts + 1);
      }
    },
    stop() {
      sender.running.abort();
      sender.running = new AbortController();
      sender.held.clear();
    },
  };
}

function send(sender: Sender, event: OutgoingEvent): void {
  const { faults, timers } = sender;
  if (!sender.endpoints.has(event.provider)) {
    note(sender, event, 'no_endpoint');
    return;
  }
  const struck = faults.strike(WEBHOOK_FAULTS, {
    provider: event.provider,
    method: 'WEBHOOK',
    path: `/${event.type}`,
    status: event.status,
  });
  if (struck.some((fault) => fault.kind === 'drop_webhook')) {
    note(sender, event, 'dropped');
    return;
  }
  note(sender, event, 'sending');

  let waitMs = 0;
  let reorderMs: number | null = null;
  let copies = 1;
  let behindMs = 0;
  for (const fault of struck) {
    if (fault.kind === 'late_webhook') waitMs += fault.ms;
    if (fault.kind === 'reordered_webhooks') reorderMs = fault.ms;
    if (fault.kind === 'duplicate_webhook') copies += fault.copies;
    if (fault.kind === 'slow_clock') behindMs += fault.ms;
    if (fault.kind === 'forged_webhook') void forge(sender, event);
  }
  const start = (): void => {
    for (let copy = 0; copy < copies; copy += 1) void attempt(sender, event, 1, behindMs);
  };
  if (reorderMs !== null && !sender.held.has(event.provider)) hold(sender, event, start, reorderMs);
  else if (waitMs > 0) timers.after(waitMs, start);
  else start();
}

/** Keeps an event until a younger one has been answered, or for at most `ms`. */
function hold(sender: Sender, event: OutgoingEvent, start: () => void, ms: number): void {
  const { held, timers } = sender;
  let cancel: () => void = () => {};
  const release = (): void => {
    if (held.get(event.provider) !== release) return;
    held.delete(event.provider);
    cancel();
    start();
  };
  held.set(event.provider, release);
  cancel = timers.after(ms, release);
}

/** `behindMs`: how far behind the clock is that dates the signature. */
async function attempt(sender: Sender, event: OutgoingEvent, number: number, behindMs = 0): Promise<void> {
  const { log, clock, held, policy, shelf, signers, timers } = sender;
  const { signal } = sender.running;
  const signer = signers[event.provider];
  assert(signer !== undefined, 'every provider that sends events has a signer', { provider: event.provider });
  const answer = await post(
    sender,
    event.provider,
    signer.headers(event, clock.now() - behindMs),
    event.body,
  );
  if (signal.aborted) return;
  const delivered = typeof answer === 'number' && answer >= 200 && answer < 300;
  const state = delivered ? 'delivered' : number >= policy.attemptsMax ? 'given_up' : 'sending';
  const pauseMs = Math.min(policy.retryMs * 2 ** (number - 1), policy.retryMaxMs);
  log.add('webhook_attempt', event.provider, `attempt ${number} of ${event.id}: ${answer}`, {
    event: event.id,
    attempt: number,
    answer,
    state,
    retry_in_ms: state === 'sending' ? pauseMs : null,
  });
  shelf.put(event.id, { event, state, attempts: number });
  if (state === 'sending') timers.after(pauseMs, () => void attempt(sender, event, number + 1, behindMs));
  held.get(event.provider)?.();
}

/** The status of the answer, or in words why there was none. */
async function post(
  sender: Sender,
  provider: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<number | string> {
  const url = sender.endpoints.get(provider);
  if (url === undefined) return 'no endpoint';
  try {
    const signal = AbortSignal.any([sender.running.signal, AbortSignal.timeout(sender.policy.timeoutMs)]);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    // Read to its end, so that the connection stays open for the next event.
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

async function forge(sender: Sender, event: OutgoingEvent): Promise<void> {
  const forged = sender.signers[event.provider]?.forge(event, sender.clock.now());
  if (forged === undefined) return;
  const answer = await post(sender, event.provider, forged.headers, forged.body);
  sender.log.add('webhook_attempt', event.provider, `forged twin of ${event.id}: ${answer}`, {
    event: event.id,
    forged: true,
    answer,
  });
}

function resend(sender: Sender, eventId: string): boolean {
  const known = sender.shelf.get(eventId);
  if (known === undefined) return false;
  note(sender, known.event, 'sending');
  void attempt(sender, known.event, 1);
  return true;
}

function note(sender: Sender, event: OutgoingEvent, state: DeliveryState): void {
  sender.shelf.put(event.id, { event, state, attempts: 0 });
  sender.log.add('webhook', event.provider, `${event.type} ${event.reference} ${event.status}: ${state}`, {
    event: event.id,
  });
}
