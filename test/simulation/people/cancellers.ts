import { SECOND_MS } from '@diboas/kernel';
import { isFinal } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import { type AppParts, cancelAsOwner } from './app.ts';

interface CancellingParts extends AppParts {
  readonly chance: Chance;
  readonly shared: SharedStore;
}

/** People who change their mind: at any moment, of whatever is under way, twice, and when it is far too late. */
export class Cancellers {
  readonly #parts: CancellingParts;

  constructor(parts: CancellingParts) {
    this.#parts = parts;
  }

  /** Plans everything that they will cancel within `ms` from now. */
  arrive(ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (let count = chance.below(8); count > 0; count -= 1)
      scheduler.after(chance.below(ms), () => this.#visit());
  }

  /** Mostly of what waits for them to pay, since that is where there is something to cancel. */
  #visit(): void {
    const { chance, scheduler, shared } = this.#parts;
    const underWay = shared.rows.all('transactions').filter(({ status }) => !isFinal(status));
    const waiting = underWay.filter(({ actionUrl }) => actionUrl !== null);
    const some = waiting.length > 0 && chance.happens(0.6) ? waiting : underWay;
    if (some.length === 0) return;
    const one = chance.pick(some);
    for (let clicks = chance.pick([1, 1, 2, 3]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(chance.pick([20, 3 * SECOND_MS])), () => cancelAsOwner(this.#parts, one));
  }
}
