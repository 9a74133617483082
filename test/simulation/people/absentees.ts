import { SEND_MONEY } from '@diboas/banking';
import {
  bucketOf,
  createId,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  money,
  SECOND_MS,
} from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import { short } from '../ground/trace.ts';
import { availableTo } from '../store/balance.ts';
import { sendUntilHeard } from './app.ts';
import { beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';
import { offerByOwnBook } from './quoting.ts';

interface AbsenteesParts extends ConfirmingParts {
  /** By address, when somebody first signed in by it: for the checker, who knows nothing of who looked for what. */
  readonly comings: Map<string, Instant>;
}

/** When a job looks once more for what waits for somebody who is here by now. */
const LOOKS_MS = [
  ...[MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
  // What is looked at before it is sent waits for its recipient days after they came.
  ...Array.from({ length: 20 }, (_, day) => (day + 1) * DAY_MS),
];

/** People who are not here yet, to whose addresses money is sent: they come, at the last moment, or never. */
export class Absentees {
  readonly #parts: AbsenteesParts;
  #count = 0;

  constructor(parts: AbsenteesParts) {
    this.#parts = parts;
  }

  /** Plans what these people send to whoever is not here, within `ms` from now, and whether those come. */
  arrive(senderIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (let count = chance.between(1, 4); count > 0; count -= 1) {
      this.#count += 1;
      const address = `absent-${this.#count}@example.com`;
      for (let times = chance.pick([1, 1, 2]); times > 0; times -= 1)
        scheduler.after(chance.below(ms), () => this.#send(chance.pick(senderIds), address, 6));
      const fate = chance.below(10);
      if (fate < 5) scheduler.after(chance.below(2 * ms), () => this.#come(address));
      else if (fate < 7) scheduler.after(13 * DAY_MS, () => this.#comeAtLast(address));
    }
  }

  /** With nothing to send, people come back later, so many times. */
  #send(customerId: string, address: string, patience: number): void {
    const { chance, scheduler, shared, trace } = this.#parts;
    const available = availableTo(shared, { customerId });
    if (available < SEND_MONEY.size.minimum.units) {
      const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
      if (patience > 0) scheduler.after(wait, () => this.#send(customerId, address, patience - 1));
      return;
    }
    const pay = money('USDC', available / BigInt(chance.between(2, 20)) + SEND_MONEY.size.minimum.units);
    const letter = { name: null, from: `${short(customerId)}@example.com`, to: address, note: null };
    const wish = { customerId, operation: SEND_MONEY, pay, destination: address, told: { letter } };
    const terms = offerByOwnBook(this.#parts, wish);
    if (!terms) return;
    trace.say('customer', `${short(customerId)} sends ${pay.units} to ${address} by ${short(terms.id)}`);
    const confirmation = beginConfirmation(this.#parts, { terms, key: `absent-${terms.id}` });
    for (let clicks = chance.pick([1, 1, 2]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(2 * SECOND_MS), () => sendConfirmation(this.#parts, confirmation));
    if (chance.happens(0.3))
      scheduler.after(chance.below(chance.pick([MINUTE_MS, DAY_MS])), () => this.#cancel(terms));
  }

  /** Its sender takes it back, whether anybody has come by then or not. */
  #cancel({ id, customerId }: Terms): void {
    sendUntilHeard(this.#parts, {
      input: {
        ...{ type: 'act', transactionId: id, by: customerId, key: 'cancel', act: { kind: 'cancel' } },
        ...{ reason: 'its owner asked', evidence: null },
      },
      name: `cancel of ${short(id)}`,
      onReply: () => {},
    });
  }

  /** Signs in, by up to three sessions at a time; now and then the node dies before it has looked. */
  #come(address: string): void {
    const { chance, scheduler } = this.#parts;
    const customerId = this.#signUp(address);
    const sessions = chance.pick([0, 1, 2, 3, 3]);
    for (let session = 0; session < sessions; session += 1)
      scheduler.after(chance.below(chance.pick([5, 5, 3 * SECOND_MS])), () =>
        this.#look(address, customerId),
      );
    for (const wait of LOOKS_MS) scheduler.after(wait, () => this.#look(address, customerId));
  }

  /** Signs in as the time runs out: a moment before, in the same instant, or just after. */
  #comeAtLast(address: string): void {
    const { chance, scheduler, shared } = this.#parts;
    const customerId = this.#signUp(address);
    for (const { terms, wait } of shared.rows.all('transactions')) {
      if (wait === null || terms.letter?.to !== address) continue;
      const until = wait.until - scheduler.now();
      for (const off of [chance.pick([-2 * SECOND_MS, -1, 0, 1]), chance.below(MINUTE_MS)])
        scheduler.after(Math.max(0, until + off), () => this.#look(address, customerId));
    }
  }

  #signUp(address: string): string {
    const { chance, scheduler, shared, comings, trace } = this.#parts;
    const customerId = createId({ now: scheduler.now(), random: chance.random, bucket: 0 });
    void shared.rows.ensureCustomer(customerId, scheduler.now());
    comings.set(address, scheduler.now());
    trace.say('customer', `${short(customerId)} signs in by ${address}`);
    return customerId;
  }

  async #look(address: string, customerId: string): Promise<void> {
    const { chance, scheduler, shared } = this.#parts;
    for (const transactionId of await shared.rows.expectedAt(address)) {
      const bucket = bucketOf(customerId);
      const id = createId({ now: scheduler.now(), random: chance.random, bucket });
      const recipient = { customerId, transactionId: id };
      sendUntilHeard(this.#parts, {
        input: { type: 'claimed', transactionId, recipient },
        name: `claim of ${short(transactionId)} by ${short(customerId)}`,
        onReply: () => {},
      });
    }
  }
}
