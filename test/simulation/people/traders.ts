import { HOUR_MS, MINUTE_MS, money } from '@diboas/kernel';
import { TRADE } from '../nodes/trade.ts';
import { availableTo } from '../store/balance.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';

/** Units of USDC below which a piece of a trade would be next to nothing. */
const WORTHWHILE = 1_000_000n;

/** People who trade what they have, in orders that are filled a piece at a time. */
export class Traders {
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what these people trade within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (const id of customerIds) {
      for (let count = chance.below(4); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 4));
    }
  }

  /** With too little to trade, people come back later, so many times. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const available = availableTo(shared, { customerId });
    if (available < WORTHWHILE) {
      const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
      if (patience > 0) scheduler.after(wait, () => this.#visit(customerId, patience - 1));
      return;
    }
    const units = (available * BigInt(chance.between(10, 105))) / 100n;
    const wish = { customerId, operation: TRADE, pay: money('USDC', units), method: 'trade' } as const;
    const terms = askForOffer(this.#parts, wish);
    if (!terms) return;
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `trade-${this.#keys}` });
    sendConfirmation(this.#parts, confirmation);
  }
}
