import { BY_NETWORK, SEND_TO_ADDRESS } from '@diboas/banking';
import { HOUR_MS, MINUTE_MS, money } from '@diboas/kernel';
import { availableTo } from '../store/balance.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';

/** Units of USDC below which nobody sends anything. */
const WORTHWHILE = 2_000_000n;

/** People who send what they have over a chain. */
export class Broadcasters {
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what these people send within `ms` from now; nothing where there is no chain. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler, outsides } = this.#parts;
    if (outsides.length === 0) return;
    for (const id of customerIds) {
      for (let count = chance.between(3, 10); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 6));
    }
  }

  /** With too little to send, people come back later, so many times. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const available = availableTo(shared, { customerId });
    if (available < WORTHWHILE) {
      const wait = chance.between(5 * MINUTE_MS, HOUR_MS);
      if (patience > 0) scheduler.after(wait, () => this.#visit(customerId, patience - 1));
      return;
    }
    const units = (available * BigInt(chance.between(5, 40))) / 100n;
    const wish = {
      customerId,
      operation: SEND_TO_ADDRESS,
      pay: money('USDC', units),
      method: BY_NETWORK,
    } as const;
    const terms = askForOffer(this.#parts, wish);
    if (!terms) return;
    this.#keys += 1;
    sendConfirmation(this.#parts, beginConfirmation(this.#parts, { terms, key: `broadcast-${this.#keys}` }));
  }
}
