import { bucketOf, createId, HOUR_MS } from '@diboas/kernel';
import type { Standing } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import { short, type Trace } from '../ground/trace.ts';
import type { SharedStore } from '../store/faulty-store.ts';

/** How whoever begins nothing stands. */
export type BarredFrom = Exclude<Standing, 'open'>;

interface WardenParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly shared: SharedStore;
  readonly trace: Trace;
  /** Who is not open at this moment: for the checker. */
  readonly barred: Map<string, BarredFrom>;
}

/** A person of ours who freezes customers while they are at it, opens most of them again, and closes some for good. */
export class Warden {
  readonly #parts: WardenParts;

  constructor(parts: WardenParts) {
    this.#parts = parts;
  }

  /** Plans whom they freeze within `ms` from now. */
  plan(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (let count = chance.below(4); count > 0; count -= 1)
      scheduler.after(chance.below(ms), () => this.#freeze(chance.pick(customerIds)));
  }

  #freeze(customerId: string): void {
    const { chance, scheduler, barred } = this.#parts;
    if (barred.has(customerId)) return;
    this.#change(customerId, chance.happens(0.1) ? 'closed' : 'frozen');
    if (barred.get(customerId) === 'closed' || chance.happens(0.1)) return;
    scheduler.after(chance.between(1_000, HOUR_MS), () => this.#change(customerId, 'open'));
  }

  #change(customerId: string, to: Standing): void {
    const { chance, scheduler, shared, trace, barred } = this.#parts;
    const at = scheduler.now();
    const audit = {
      ...{ id: createId({ now: at, random: chance.random, bucket: bucketOf(customerId) }), at },
      ...{ actor: 'warden', act: `customer_${to}`, subject: customerId, detail: {} },
    };
    const from: readonly Standing[] = to === 'open' ? ['frozen'] : ['open'];
    void shared.rows.changeStanding({ customerId, from, to, audit });
    shared.version += 1;
    if (to === 'open') barred.delete(customerId);
    else barred.set(customerId, to);
    trace.say('warden', `${short(customerId)} is ${to}`);
  }
}
