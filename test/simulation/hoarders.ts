import { ADD_FUNDS } from '@diboas/banking';
import { createId, money, SECOND_MS } from '@diboas/kernel';
import { sendUntilHeard } from './app.ts';
import type { CustomersParts } from './customers.ts';
import { quoteBest } from './quoting.ts';
import { short } from './trace.ts';

/** People who try to add more than they may: many prices at a time, all confirmed within a moment, by any node. */
export class Hoarders {
  readonly #parts: CustomersParts;
  #keys = 0;

  constructor(parts: CustomersParts) {
    this.#parts = parts;
  }

  /** Plans everything that they will try within `ms` from now. */
  arrive(ms: number): void {
    const { chance, scheduler, shared } = this.#parts;
    for (let count = chance.between(0, 2); count > 0; count -= 1) {
      const id = createId({ now: scheduler.now(), random: chance.random, bucket: 0 });
      void shared.rows.ensureCustomer(id, scheduler.now());
      for (let visits = chance.between(1, 2); visits > 0; visits -= 1) {
        scheduler.after(chance.below(ms), () => this.#visit(id));
      }
    }
  }

  #visit(customerId: string): void {
    const { chance, scheduler } = this.#parts;
    const together = chance.pick([1, 20, 2 * SECOND_MS]);
    for (let count = chance.between(4, 12); count > 0; count -= 1) {
      scheduler.after(chance.below(together), () => this.#try(customerId));
    }
  }

  #try(customerId: string): void {
    const { chance, shared, confirmations, trace } = this.#parts;
    const pay = money('USD', BigInt(chance.between(50_00, 1_000_00)));
    const destination = `address-of-${short(customerId)}`;
    const wish = { customerId, operation: ADD_FUNDS, pay, method: 'card', destination } as const;
    const terms = quoteBest(this.#parts, wish);
    if (!terms) return;
    void shared.rows.saveQuote(terms);
    this.#keys += 1;
    const key = `hoard-${this.#keys}`;
    const totalSeen = terms.price.total;
    const fingerprint = `${terms.id} ${totalSeen.units}`;
    const confirmation = { customerId, key, fingerprint, terms, totalSeen, replies: [] as never[] };
    confirmations.push(confirmation);
    trace.say('customer', `${short(customerId)} hoards ${pay.units} by ${short(terms.id)}`);
    sendUntilHeard(this.#parts, {
      input: { type: 'initiate', terms, key, fingerprint, totalSeen },
      name: `confirmation ${key} of ${short(terms.id)}`,
      onReply: (reply) => confirmation.replies.push(reply as never),
    });
  }
}
