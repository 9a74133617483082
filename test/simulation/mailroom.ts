import { bucketOf, bucketOfId, createId, HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Observation, RawWebhook } from '@diboas/orchestration';
import type { Chance } from './chance.ts';
import type { Cluster } from './cluster.ts';
import type { Faults } from './faults.ts';
import type { SharedStore } from './faulty-store.ts';
import type { RunningNode } from './node.ts';
import type { Order } from './order.ts';
import type { Scheduler } from './scheduler.ts';
import { readEvent, type SentEvent, signEvent } from './signature.ts';
import type { Trace } from './trace.ts';

/** A provider tries again after these waits until somebody says yes; after the last it gives up. */
const REDELIVERIES_MS = [5_000, 60_000, 600_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000];

/** A provider takes silence of this length for a no. */
const ACK_TIMEOUT_MS = 20 * SECOND_MS;

export interface MailroomParts {
  readonly scheduler: Scheduler;
  readonly network: Chance;
  readonly faults: Faults;
  readonly cluster: Cluster;
  readonly shared: SharedStore;
  readonly secretOf: (provider: string) => string;
  readonly trace: Trace;
  readonly onBug: (error: unknown) => void;
}

export interface Posted {
  readonly provider: string;
  readonly event: SentEvent;
}

/** Webhooks on their way: repeated, overtaking each other, late, or lost; and sent again until they are taken. */
export class Mailroom {
  /** Every event that was ever published, lost ones too. */
  readonly posted: Posted[] = [];
  /** Ids of the events that were lost for good on their way. */
  readonly lost = new Set<string>();
  readonly #parts: MailroomParts;

  constructor(parts: MailroomParts) {
    this.#parts = parts;
  }

  publish(order: Order, observation: Observation): void {
    const { scheduler, faults, network } = this.#parts;
    const { transactionId, attemptId } = order.submission;
    const event: SentEvent = {
      eventId: `evt_${order.reference}_${this.posted.length + 1}`,
      type: `order.${observation.stage}`,
      occurredAt: scheduler.now(),
      transactionId,
      attemptId,
      observation,
    };
    const posted = { provider: order.provider, event };
    this.posted.push(posted);
    if (faults.strike('webhook_dropped')) {
      this.lost.add(event.eventId);
      return;
    }
    const copies = faults.strike('webhook_repeated') ? network.between(2, 3) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const late = faults.strike('webhook_late');
      const wait = late ? network.between(MINUTE_MS, 6 * HOUR_MS) : network.between(20, 5_000);
      scheduler.after(wait, () => this.deliver(posted, 0));
    }
  }

  /** One delivery; `tries` says how many came before it. */
  deliver(posted: Posted, tries: number): void {
    const { scheduler, cluster, secretOf } = this.#parts;
    let answered = false;
    const again = (): void => {
      if (answered) return;
      answered = true;
      const wait = REDELIVERIES_MS[tries];
      if (wait !== undefined) scheduler.after(wait, () => this.deliver(posted, tries + 1));
    };
    const node = cluster.pick();
    if (!node) return again();
    scheduler.after(ACK_TIMEOUT_MS, again);
    const raw = signEvent(secretOf(posted.provider), posted.event, scheduler.now());
    this.receive(node, posted.provider, raw, (taken) => {
      if (!taken) again();
      answered = true;
    });
  }

  /** What diBoaS does at its door: the order of the steps is that of the server's webhook handler. */
  receive(node: RunningNode, provider: string, raw: RawWebhook, answer: (taken: boolean) => void): void {
    node.later(1, () => {
      const { secretOf, trace, onBug, shared } = this.#parts;
      const receivedAt = node.now();
      const reading = readEvent(secretOf(provider), { ...raw, receivedAt });
      if (!reading.ok) {
        trace.say(node.name, `refuses a webhook of ${provider}: ${reading.refusal}`);
        const id = createId({
          now: receivedAt,
          random: this.#parts.network.random,
          bucket: bucketOf(provider),
        });
        const entry = {
          id,
          at: receivedAt,
          actor: provider,
          act: `webhook_${reading.refusal}`,
          subject: provider,
        };
        void shared.rows.append(bucketOfId(id), [{ ...entry, detail: {} }]);
        return answer(false);
      }
      const { eventId, type, occurredAt, order } = reading.value;
      if (!order) return answer(true);
      const payload = new TextDecoder().decode(raw.body);
      const event = { provider, eventId, type, occurredAt, receivedAt, payload };
      const { transactionId, attemptId, observation } = order;
      node.engine.send({ type: 'webhook', transactionId, attemptId, observation, event }).then(
        (reply) => {
          trace.say(node.name, `webhook ${eventId} (${observation.stage}): ${reply.kind}`);
          answer(true);
        },
        (error: unknown) => {
          if (!(error instanceof Error && error.name === 'StoreUnavailableError')) onBug(error);
          answer(false);
        },
      );
    });
  }
}
