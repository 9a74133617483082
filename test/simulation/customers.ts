import { ADD_FUNDS } from '@diboas/banking';
import { bucketOf, createId, HOUR_MS, MINUTE_MS, type Money, money, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  type Operation,
  type ProviderQuote,
  type Reply,
  routeQuote,
  StoreUnavailableError,
  type Terms,
} from '@diboas/orchestration';
import type { Chance } from './chance.ts';
import type { Cluster } from './cluster.ts';
import type { SharedStore } from './faulty-store.ts';
import { deliveryFor, feeOf, type Outside } from './outside.ts';
import type { Scheduler } from './scheduler.ts';
import { SEND_OUT } from './send-out.ts';
import { short, type Trace } from './trace.ts';

/** One thing a person confirmed, however often it was sent, and all that they were told. */
export interface Confirmation {
  readonly customerId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly terms: Terms;
  readonly totalSeen: Money;
  readonly replies: Reply[];
}

export interface CustomersParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly cluster: Cluster;
  readonly shared: SharedStore;
  readonly outsides: readonly Outside[];
  readonly trace: Trace;
  readonly onBug: (error: unknown) => void;
  /** Everything that was confirmed, for the checker. */
  readonly confirmations: Confirmation[];
}

const QUOTE_VALID_MS = 5 * MINUTE_MS;
const UNIT = { asset: 'USDC', network: 'solana' } as const;

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
      scheduler.after(wait, () => this.#send(confirmation, 0));
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

  /** Sends it, and again when nothing was heard: with the same key, as the app does. */
  #send(confirmation: Confirmation, tries: number): void {
    const { cluster, scheduler, trace, onBug } = this.#parts;
    let heard = false;
    const again = (wait: number): void => {
      if (!heard && tries < 8) scheduler.after(wait, () => this.#send(confirmation, tries + 1));
      heard = true;
    };
    const node = cluster.pick();
    if (!node) return again(5 * SECOND_MS);
    scheduler.after(10 * SECOND_MS, () => again(0));
    const { terms, key, fingerprint, totalSeen } = confirmation;
    node.later(2, () => {
      node.engine.send({ type: 'initiate', terms, key, fingerprint, totalSeen }).then(
        (reply) => {
          heard = true;
          confirmation.replies.push(reply);
          const what = reply.kind === 'refused' ? `refused, ${reply.refusal}` : reply.kind;
          trace.say(node.name, `confirmation ${key} of ${short(terms.id)}: ${what}`);
        },
        (error: unknown) => {
          if (!(error instanceof StoreUnavailableError)) onBug(error);
          again(SECOND_MS);
        },
      );
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
    const account = shared.rows.all('accounts').find(({ key }) => key.owner === customerId);
    const available = account ? availableUnits(account.balance) : 0n;
    const units = (available * BigInt(chance.between(20, 110))) / 100n + 1_000_000n;
    return this.#quote(customerId, { operation: SEND_OUT, pay: money('USDC', units), method: 'chain' });
  }

  /** The best offer of all providers, by the health that the node which is asked knows of. */
  #quote(
    customerId: string,
    { operation, pay, method }: { operation: Operation; pay: Money; method: string },
  ): Terms | null {
    const { chance, scheduler, shared, outsides, cluster, trace } = this.#parts;
    const node = cluster.pick();
    if (!node) return null;
    const now = scheduler.now();
    const request = { pay, method, receive: UNIT };
    const ordered = operation.order(request).pay;
    const routed = routeQuote({
      id: createId({ now, random: chance.random, bucket: bucketOf(customerId) }),
      customerId,
      operation,
      request,
      asked: outsides.map((outside) => ({
        provider: outside.id,
        health: node.gate.health(outside.id, now),
        support: 1,
        answer: { ok: true, value: quoteOf(outside.id, ordered) } as const,
      })),
      destination: `address-of-${short(customerId)}`,
      now,
      validMs: QUOTE_VALID_MS,
    });
    if (!routed.ok) return null;
    const terms = routed.value;
    void shared.rows.saveQuote(terms);
    const what = `${operation.name} ${short(terms.id)} by ${terms.provider}`;
    trace.say(
      'customer',
      `${short(customerId)} is quoted ${what}, ${terms.alternatives.length} alternatives`,
    );
    return terms;
  }
}

function quoteOf(provider: string, pay: Money): ProviderQuote {
  const fee = { tier: 'provider', amount: feeOf(provider, pay), takenBy: provider } as const;
  return {
    fees: [{ ...fee, why: 'For the order.', how: 'As quoted.' }],
    deliver: deliveryFor(pay),
    estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
  };
}
