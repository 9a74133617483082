import { assert, bucketOf, bucketOfId, createId, HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { replayIdOf, StoreUnavailableError, type WaitingEvent } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { RunningNode } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import { rereadEvent } from '../ground/signature.ts';
import type { Trace } from '../ground/trace.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import type { SharedStore } from '../store/faulty-store.ts';

interface OperatorParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly cluster: SimCluster;
  readonly shared: SharedStore;
  /** Whether the adapters have learned the new form of events. */
  readonly hasLearned: () => boolean;
  readonly trace: Trace;
  readonly onBug: (error: unknown) => void;
}

/** Events that are read at a time: few, so that most replays have several pages. */
const PAGE = 2;

/** A person who has waiting events replayed now and then: too early, on a node that dies, and again. */
export class Operator {
  readonly #parts: OperatorParts;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
  }

  /** Some replays while things go wrong, and two when they no longer do. */
  plan(healsAfterMs: number): void {
    const { scheduler, chance } = this.#parts;
    for (let count = chance.below(5); count > 0; count -= 1)
      scheduler.after(chance.below(healsAfterMs), () => this.replay());
    scheduler.after(healsAfterMs + chance.between(MINUTE_MS, 24 * HOUR_MS), () => this.replay());
    // By then every provider has given up sending again what was not taken.
    scheduler.after(healsAfterMs + 4 * 24 * HOUR_MS, () => this.replay());
  }

  /** What the server's replay does, in its order; a node that dies leaves the rest for the next time. */
  replay(): void {
    const { cluster, scheduler, shared, trace, onBug } = this.#parts;
    const node = cluster.pick();
    node?.later(1, () => {
      if (scheduler.now() < shared.downUntil) return;
      trace.say('operator', `has ${node.name} replay what waits`);
      this.#replayAll(node).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailableError)) onBug(error);
      });
    });
  }

  async #replayAll(node: RunningNode): Promise<void> {
    const { shared, chance } = this.#parts;
    const at = node.now();
    const actor = 'operator';
    const id = createId({ now: at, random: chance.random, bucket: bucketOf(actor) });
    const entry = { id, at, actor, act: 'webhooks_replayed', subject: 'inbox' };
    await shared.rows.append(bucketOfId(id), [{ ...entry, detail: {} }]);
    let waiting = await shared.rows.waitingEvents(PAGE);
    while (waiting.length > 0) {
      for (const event of waiting) await this.#replayOne(node, event);
      waiting = await shared.rows.waitingEvents(PAGE, waiting.at(-1));
    }
  }

  async #replayOne(node: RunningNode, event: WaitingEvent): Promise<void> {
    const { hasLearned, trace } = this.#parts;
    const { payload } = event;
    assert(payload !== null, 'the memory store keeps every payload');
    const reading = rereadEvent(payload, hasLearned());
    if (!reading?.order) return trace.say(node.name, `still can not read ${event.eventId.slice(0, 20)}`);
    const { order, type, occurredAt } = reading;
    const replayed = { ...event, payload, type, occurredAt, eventId: replayIdOf(event.eventId) };
    const reply = await node.engine.send({ type: 'webhook', ...order, event: replayed });
    trace.say(node.name, `replay of ${reading.eventId} (${order.observation.stage}): ${reply.kind}`);
  }
}
