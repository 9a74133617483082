import { ADD_FUNDS } from '@diboas/banking';
import { createId, HOUR_MS, MINUTE_MS, type Money, money, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { Reply, Terms } from '@diboas/orchestration';
import { type AppParts, sendUntilHeard } from './app.ts';
import type { SharedStore } from './faulty-store.ts';
import { QUOTE_VALID_MS, type QuotingParts, quoteBest, type Wish } from './quoting.ts';
import { SEND_OUT } from './send-out.ts';
import { short } from './trace.ts';

/** One thing a person confirmed, however often it was sent, and all that they were told. */
export interface Confirmation {
  readonly customerId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly terms: Terms;
  readonly totalSeen: Money;
  readonly replies: Reply[];
}

export interface CustomersParts extends AppParts, QuotingParts {
  readonly shared: SharedStore;
  /** Everything that was confirmed, for the checker. */
  readonly confirmations: Confirmation[];
}

/** The people: they confirm, click twice, mix things up, come back late, and try to spend money twice. */
export class Customers {
  readonly ids: string[] = [];
  readonly #parts: CustomersParts;
  #keys = 0;

  constructor(parts: CustomersParts) {
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
      const confirmation = this.#confirmation(quote, over.key ?? key, over.off ?? 0n);
      scheduler.after(wait, () => this.#send(confirmation));
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
        for (let count = 3; count > 0; count -= 1) {
          send(this.#quoteSending(customerId), chance.below(20), { key: this.#newKey() });
        }
        return;
      default:
        return send(terms, soon());
    }
  }

  #send({ terms, key, fingerprint, totalSeen, replies }: Confirmation): void {
    sendUntilHeard(this.#parts, {
      input: { type: 'initiate', terms, key, fingerprint, totalSeen },
      name: `confirmation ${key} of ${short(terms.id)}`,
      onReply: (reply) => replies.push(reply),
    });
  }

  #newKey(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }

  #confirmation(terms: Terms, key: string, off: bigint): Confirmation {
    const totalSeen = { ...terms.price.total, units: terms.price.total.units + off };
    const fingerprint = `${terms.id} ${totalSeen.units}`;
    const confirmation = { customerId: terms.customerId, key, fingerprint, terms, totalSeen, replies: [] };
    this.#parts.confirmations.push(confirmation);
    return confirmation;
  }

  #quoteFunding(customerId: string): Terms | null {
    const pay = money('USD', BigInt(this.#parts.chance.between(10_00, 300_00)));
    return this.#quote(customerId, { operation: ADD_FUNDS, pay, method: 'card' });
  }

  /** Often more than there is, so that balances are truly at stake. */
  #quoteSending(customerId: string): Terms | null {
    const { shared, chance } = this.#parts;
    const account = shared.rows
      .all('accounts')
      .find(({ key }) => key.owner === customerId && key.kind === 'BANKING');
    const available = account ? availableUnits(account.balance) : 0n;
    const units = (available * BigInt(chance.between(20, 110))) / 100n + 1_000_000n;
    return this.#quote(customerId, { operation: SEND_OUT, pay: money('USDC', units), method: 'chain' });
  }

  #quote(customerId: string, wish: Pick<Wish, 'operation' | 'pay' | 'method'>): Terms | null {
    const { shared, trace } = this.#parts;
    const destination = `address-of-${short(customerId)}`;
    const terms = quoteBest(this.#parts, { ...wish, customerId, destination });
    if (!terms) return null;
    void shared.rows.saveQuote(terms);
    const what = `${wish.operation.name} ${short(terms.id)} by ${terms.provider}`;
    trace.say(
      'customer',
      `${short(customerId)} is quoted ${what}, ${terms.alternatives.length} alternatives`,
    );
    return terms;
  }
}
