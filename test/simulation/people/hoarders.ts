import { ADD_FUNDS } from '@diboas/banking';
import { createId, money, SECOND_MS } from '@diboas/kernel';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';

/** People who try to add more than they may: many prices at a time, all confirmed within a moment, by any node. */
export class Hoarders {
  readonly ids: string[] = [];
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans everything that they will try within `ms` from now. */
  arrive(ms: number): void {
    const { chance, scheduler, shared } = this.#parts;
    for (let count = chance.between(1, 2); count > 0; count -= 1) {
      const id = createId({ now: scheduler.now(), random: chance.random, bucket: 0 });
      this.ids.push(id);
      void shared.rows.ensureCustomer(id, scheduler.now());
      for (let visits = chance.between(1, 2); visits > 0; visits -= 1) {
        scheduler.after(chance.below(ms), () => this.#visit(id));
      }
    }
  }

  #visit(customerId: string): void {
    const { chance, scheduler } = this.#parts;
    const together = chance.pick([1, 1, 20, 2 * SECOND_MS]);
    for (let count = chance.between(4, 12); count > 0; count -= 1) {
      scheduler.after(chance.below(together), () => this.#try(customerId));
    }
  }

  #try(customerId: string): void {
    const { chance } = this.#parts;
    const pay = money('USD', BigInt(chance.between(50_00, 1_000_00)));
    const method = chance.happens(0.1) ? 'bank' : 'card';
    const terms = askForOffer(this.#parts, { customerId, operation: ADD_FUNDS, pay, method });
    if (!terms) return;
    this.#keys += 1;
    sendConfirmation(this.#parts, beginConfirmation(this.#parts, { terms, key: `hoard-${this.#keys}` }));
  }
}
