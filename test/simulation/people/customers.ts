import { ADD_FUNDS } from '@diboas/banking';
import { createId, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import { SEND_OUT } from '../nodes/send-out.ts';
import { availableTo } from '../store/balance.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';
import { QUOTE_VALID_MS } from './quoting.ts';

/** The people: they confirm, click twice, mix things up, come back late, and try to spend money twice. */
export class Customers {
  readonly ids: string[] = [];
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans everything that will be done within `ms` from now. */
  arrive(ms: number): void {
    const { chance, scheduler, shared } = this.#parts;
    for (let count = chance.between(1, 4); count > 0; count -= 1) {
      const id = createId({ now: scheduler.now(), random: chance.random, bucket: 0 });
      this.ids.push(id);
      void shared.rows.ensureCustomer(id, scheduler.now());
      for (let visits = chance.between(2, 6); visits > 0; visits -= 1) {
        scheduler.after(chance.below(ms), () => this.#visit(id));
      }
    }
  }

  #visit(customerId: string): void {
    const { chance, scheduler } = this.#parts;
    const terms = chance.happens(0.55) ? this.#quoteFunding(customerId) : this.#quoteSending(customerId);
    if (!terms) return;
    const key = this.#newKey();
    const soon = (): number => chance.between(0, 3 * SECOND_MS);
    const send = (quote: Terms | null, wait: number, over: { key?: string; off?: bigint } = {}): void => {
      if (!quote) return;
      const confirmation = beginConfirmation(this.#parts, { key, ...over, terms: quote });
      scheduler.after(wait, () => sendConfirmation(this.#parts, confirmation));
    };
    switch (chance.below(10)) {
      case 0:
        for (let clicks = 3; clicks > 0; clicks -= 1) send(terms, chance.below(40));
        return;
      case 1:
        send(terms, soon());
        return send(this.#quoteFunding(customerId), soon());
      case 2:
        return send(terms, chance.between(QUOTE_VALID_MS - MINUTE_MS, QUOTE_VALID_MS + HOUR_MS));
      case 3:
        return send(terms, soon(), { off: 1n });
      case 4:
        send(terms, soon());
        return send(terms, soon(), { key: this.#newKey() });
      case 5:
      case 6:
        for (let count = 3; count > 0; count -= 1) {
          send(this.#quoteSending(customerId), chance.below(20), { key: this.#newKey() });
        }
        return;
      default:
        return send(terms, soon());
    }
  }

  #newKey(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }

  #quoteFunding(customerId: string): Terms | null {
    const { chance } = this.#parts;
    const pay = money('USD', BigInt(chance.between(10_00, 300_00)));
    const method = chance.happens(0.3) ? 'bank' : 'card';
    return askForOffer(this.#parts, { customerId, operation: ADD_FUNDS, pay, method });
  }

  /** Often more than there is, so that balances are truly at stake. */
  #quoteSending(customerId: string): Terms | null {
    const { shared, chance } = this.#parts;
    const units = (availableTo(shared, { customerId }) * BigInt(chance.between(20, 110))) / 100n + 1_000_000n;
    const pay = money('USDC', units);
    return askForOffer(this.#parts, { customerId, operation: SEND_OUT, pay, method: 'chain' });
  }
}
