import { SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, HOUR_MS, MINUTE_MS, money, SECOND_MS, smallerUnits } from '@diboas/kernel';
import { short } from '../ground/trace.ts';
import { availableTo } from '../store/balance.ts';
import { beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';
import { offerByOwnBook } from './quoting.ts';

/** The most that is sent at once. */
const AT_ONCE_MAX = 500_000_000n;

/** People who send each other money, to and fro, sometimes more than they have, and many times within a moment. */
export class Senders {
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what these people send to each other within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    if (customerIds.length < 2) return;
    for (const from of customerIds) {
      const others = customerIds.filter((id) => id !== from);
      for (let count = chance.below(6); count > 0; count -= 1) {
        scheduler.after(chance.below(ms), () => this.#visit(from, chance.pick(others), 4));
      }
    }
  }

  /** With nothing to send, people come back later, so many times, or try all the same. */
  #visit(from: string, to: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const available = availableTo(shared, { customerId: from });
    if (available === 0n && patience > 0) {
      const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
      return scheduler.after(wait, () => this.#visit(from, to, patience - 1));
    }
    // Of much, more than may be sent in a day is tried at once, by any node.
    const [tries, least] = chance.happens(0.25) ? [chance.between(3, 6), 30] : [1, 5];
    for (let count: number = tries; count > 0; count -= 1) {
      const units = (available * BigInt(chance.between(least, 105))) / 100n + SEND_MONEY.size.minimum.units;
      this.#send(from, to, smallerUnits(units, AT_ONCE_MAX));
    }
  }

  #send(customerId: string, to: string, units: bigint): void {
    const { chance, scheduler, trace } = this.#parts;
    const transactionId = createId({ now: scheduler.now(), random: chance.random, bucket: bucketOf(to) });
    const told = { recipient: { customerId: to, transactionId } };
    const pay = money('USDC', units);
    const wish = { customerId, operation: SEND_MONEY, pay, destination: to, told };
    const terms = offerByOwnBook(this.#parts, wish);
    if (!terms) return;
    trace.say('customer', `${short(customerId)} sends ${units} to ${short(to)} by ${short(terms.id)}`);
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `send-${this.#keys}` });
    for (let clicks = chance.pick([1, 1, 1, 2, 3]); clicks > 0; clicks -= 1) {
      scheduler.after(chance.below(chance.pick([5, 2 * SECOND_MS])), () =>
        sendConfirmation(this.#parts, confirmation),
      );
    }
  }
}
