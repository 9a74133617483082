import { createHash } from 'node:crypto';
import { bucketOf, bucketOfId, createId, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Observation, RawWebhook, WebhookRefusal } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { RunningNode } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import { type Form, readEvent, type SentEvent, signEvent } from '../ground/signature.ts';
import type { Trace } from '../ground/trace.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import type { SimOrder } from '../outside/order.ts';
import type { SharedStore } from '../store/faulty-store.ts';

/** A provider tries again after these waits until somebody says yes; after the last it gives up. */
const REDELIVERIES_MS = [5_000, 60_000, 600_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000];

/** A provider takes silence of this length for a no. */
const ACK_TIMEOUT_MS = 20 * SECOND_MS;

export interface MailroomParts {
  readonly scheduler: Scheduler;
  readonly network: Chance;
  readonly faults: Faults;
  readonly cluster: SimCluster;
  readonly shared: SharedStore;
  readonly secretOf: (provider: string) => string;
  readonly hasLearned: () => boolean;
  readonly trace: Trace;
  readonly onBug: (error: unknown) => void;
}

export interface Posted {
  readonly provider: string;
  readonly event: SentEvent;
  readonly form: Form;
}

/** Webhooks on their way: repeated, overtaking each other, late, or lost; and sent again until they are taken. */
export class Mailroom {
  /** Every event that was ever published, lost ones too. */
  readonly posted: Posted[] = [];
  /** Ids of the events that were lost for good on their way. */
  readonly lost = new Set<string>();
  /** `provider/eventId` of what nobody could read, and which the provider was told that we keep. */
  readonly kept = new Set<string>();
  readonly #parts: MailroomParts;

  constructor(parts: MailroomParts) {
    this.#parts = parts;
  }

  publish(order: SimOrder, observation: Observation): void {
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
    const form: Form = faults.strike('webhook_new_form') ? 'new' : 'known';
    const posted = { provider: order.provider, event, form };
    this.posted.push(posted);
    if (faults.strike('webhook_of_a_stranger')) this.#publishStrange(posted);
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
    const raw = signEvent(secretOf(posted.provider), posted.event, scheduler.now(), posted.form);
    this.receive(node, posted.provider, raw, (taken) => {
      if (!taken) again();
      answered = true;
    });
  }

  /** The same news of an order that is none of ours: nobody has the transaction that it names. */
  #publishStrange({ provider, event, form }: Posted): void {
    const { scheduler, network } = this.#parts;
    const newId = (): string => createId({ now: scheduler.now(), random: network.random, bucket: 1 });
    const eventId = `${event.eventId}_strange`;
    const strange = { ...event, eventId, transactionId: newId(), attemptId: newId() };
    const posted = { provider, event: strange, form };
    this.posted.push(posted);
    scheduler.after(network.between(20, 5_000), () => this.deliver(posted, 0));
  }

  /** What diBoaS does at its door: the order of the steps is that of the server's webhook handler. */
  receive(node: RunningNode, provider: string, raw: RawWebhook, answer: (taken: boolean) => void): void {
    node.later(1, () => {
      const { secretOf, hasLearned, trace, onBug } = this.#parts;
      const receivedAt = node.now();
      const reading = readEvent(secretOf(provider), { ...raw, receivedAt }, hasLearned());
      const payload = new TextDecoder().decode(raw.body);
      if (!reading.ok) {
        trace.say(node.name, `refuses a webhook of ${provider}: ${reading.refusal}`);
        this.#note(provider, reading.refusal, receivedAt);
        return answer(reading.refusal === 'unreadable' && this.#keep(provider, payload, receivedAt));
      }
      const { eventId, type, occurredAt, order } = reading.value;
      if (!order) return answer(true);
      const event = { provider, eventId, type, occurredAt, receivedAt, payload };
      node.engine.send({ type: 'webhook', ...order, event }).then(
        (reply) => {
          trace.say(node.name, `webhook ${eventId} (${order.observation.stage}): ${reply.kind}`);
          answer(true);
        },
        (error: unknown) => {
          if (!(error instanceof Error && error.name === 'StoreUnavailableError')) onBug(error);
          answer(false);
        },
      );
    });
  }

  #note(provider: string, refusal: WebhookRefusal, at: Instant): void {
    const { network, shared } = this.#parts;
    const id = createId({ now: at, random: network.random, bucket: bucketOf(provider) });
    const entry = { id, at, actor: provider, act: `webhook_${refusal}`, subject: provider };
    void shared.rows.append(bucketOfId(id), [{ ...entry, detail: {} }]);
  }

  /** Signed, so it is kept until somebody can read it. Answers whether it is. */
  #keep(provider: string, payload: string, receivedAt: Instant): boolean {
    const { scheduler, shared, faults } = this.#parts;
    if (scheduler.now() < shared.downUntil || faults.strike('store_fails_before')) return false;
    const eventId = `unreadable-${createHash('sha256').update(payload).digest('hex')}`;
    const times = { occurredAt: receivedAt, receivedAt };
    void shared.rows.quarantine({ provider, eventId, type: 'unreadable', payload, ...times });
    shared.version += 1;
    if (faults.strike('store_fails_after')) return false;
    this.kept.add(`${provider}/${eventId}`);
    return true;
  }
}
