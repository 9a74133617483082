import { MINUTE_MS } from '@diboas/kernel';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import { type SentEvent, signEvent } from '../ground/signature.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import type { SimOutside } from '../outside/outside.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import type { Mailroom } from './mailroom.ts';

interface ForgerParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly cluster: SimCluster;
  readonly shared: SharedStore;
  readonly mailroom: Mailroom;
  readonly outsides: readonly SimOutside[];
  readonly secretOf: (provider: string) => string;
}

/**
 * Somebody who would like to be credited: tells of successes that never were, with a wrong signature, with the
 * signature of another provider, or with an old message of a true one. Whatever comes of it, the checker sees:
 * a settlement must fit an order that the named provider has.
 */
export function planForgeries(parts: ForgerParts, ms: number): void {
  const { scheduler, chance, faults } = parts;
  for (let count = chance.below(5); count > 0; count -= 1) {
    scheduler.after(chance.below(ms), () => {
      if (faults.stopped()) return;
      faults.count('forged_webhook');
      forge(parts);
    });
  }
}

function forge({ chance, cluster, shared, mailroom, outsides, secretOf, scheduler }: ForgerParts): void {
  const node = cluster.pick();
  const targets = shared.rows.all('transactions').filter((one) => one.attempts.length > 0);
  if (!node || targets.length === 0) return;
  const target = chance.pick(targets);
  const attempt = target.attempts.at(-1);
  if (!attempt) return;
  const { deliver, payNetwork, network, destination, chargeMax } = target.terms.order;
  const reference = attempt.reference ?? 'forged';
  const named = { id: reference, networkReference: null, reason: null };
  const event: SentEvent = {
    eventId: `evt_forged_${chance.random.uint32()}`,
    type: 'order.succeeded',
    occurredAt: scheduler.now(),
    transactionId: target.id,
    attemptId: attempt.id,
    observation: {
      reference,
      ...{ stage: 'ended', end: 'done', milestone: 'order_succeeded', actionUrl: null },
      movements: [
        { ...named, kind: 'taken', money: chargeMax, network: payNetwork, destination: null },
        { ...named, kind: 'given', money: deliver, network, destination },
      ],
    },
  };
  const other = outsides.find((outside) => outside.id !== attempt.provider);
  const now = scheduler.now();
  const ignore = (): void => {};
  switch (chance.below(3)) {
    case 0:
      return mailroom.receive(node, attempt.provider, signEvent('a guess', event, now), ignore);
    case 1: {
      const old = mailroom.posted.at(0);
      if (!old) return;
      const sentAt = now - 90 * MINUTE_MS;
      return mailroom.receive(
        node,
        old.provider,
        signEvent(secretOf(old.provider), old.event, sentAt),
        ignore,
      );
    }
    default:
      if (!other) return;
      return mailroom.receive(node, other.id, signEvent(secretOf(other.id), event, now), ignore);
  }
}
