import { bucketOf, createId, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import { OWN_BOOK, type Terms } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import { short } from '../ground/trace.ts';
import { GIVE } from '../nodes/give.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import { type AppParts, sendUntilHeard } from './app.ts';
import type { Confirmation } from './confirming.ts';
import { QUOTE_VALID_MS } from './quoting.ts';

interface GiversParts extends AppParts {
  readonly shared: SharedStore;
  readonly chance: Chance;
  /** Everything that was confirmed, for the checker. */
  readonly confirmations: Confirmation[];
}

/** People who give money to each other, to and fro, and sometimes more than they have. */
export class Givers {
  readonly #parts: GiversParts;

  constructor(parts: GiversParts) {
    this.#parts = parts;
  }

  /** Plans what these people give each other within `ms` from now. */
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

  /** With nothing to give, people come back later, so many times, or try all the same. */
  #visit(from: string, to: string, patience: number): void {
    const { chance, scheduler } = this.#parts;
    const available = this.#available(from);
    if (available === 0n && patience > 0) {
      const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
      return scheduler.after(wait, () => this.#visit(from, to, patience - 1));
    }
    const units = (available * BigInt(chance.between(5, 105))) / 100n + 1n;
    const confirmation = this.#confirm(from, to, units);
    for (let clicks = chance.pick([1, 1, 1, 2, 3]); clicks > 0; clicks -= 1) {
      scheduler.after(chance.below(2 * SECOND_MS), () => this.#send(confirmation));
    }
  }

  #confirm(customerId: string, to: string, units: bigint): Confirmation {
    const { scheduler, confirmations, shared, trace } = this.#parts;
    const pay = money('USDC', units);
    const terms: Terms = {
      id: this.#newId(customerId),
      customerId,
      operation: GIVE.name,
      method: 'give',
      provider: OWN_BOOK,
      ...{ price: { amount: pay, fees: [], total: pay }, receive: { money: pay, network: 'solana' } },
      order: { pay, deliver: pay, network: 'solana', destination: to, chargeMax: pay },
      ...{ alternatives: [], routing: null, origin: { kind: 'quote' } as const },
      recipient: { customerId: to, transactionId: this.#newId(to) },
      estimate: { fromSeconds: 0, toSeconds: 10, source: 'provider' },
      createdAt: scheduler.now(),
      expiresAt: scheduler.now() + QUOTE_VALID_MS,
    };
    void shared.rows.saveQuote(terms);
    const key = `give-${confirmations.length + 1}`;
    const confirmation = { customerId, key, fingerprint: terms.id, terms, totalSeen: pay, replies: [] };
    confirmations.push(confirmation);
    trace.say('customer', `${short(customerId)} gives ${units} to ${short(to)} by ${short(terms.id)}`);
    return confirmation;
  }

  #send({ terms, key, fingerprint, totalSeen, replies }: Confirmation): void {
    sendUntilHeard(this.#parts, {
      input: { type: 'initiate', terms, key, fingerprint, totalSeen },
      name: `confirmation ${key} of ${short(terms.id)}`,
      onReply: (reply) => replies.push(reply),
    });
  }

  #newId(customerId: string): string {
    const { scheduler, chance } = this.#parts;
    return createId({ now: scheduler.now(), random: chance.random, bucket: bucketOf(customerId) });
  }

  #available(customerId: string): bigint {
    const rows = this.#parts.shared.rows.all('accounts');
    const account = rows.find(({ key }) => key.owner === customerId && key.kind === 'BANKING');
    return account ? availableUnits(account.balance) : 0n;
  }
}
