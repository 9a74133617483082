import { bucketOf, createId, createSeededRandom, type Id, type Instant, money } from '@diboas/kernel';
import { type AccountKey, SYSTEM_OWNER } from '@diboas/ledger';
import {
  type BatchContext,
  DEFAULT_PACE,
  decideBatch,
  doneInLegs,
  exchange,
  type Input,
  NO_HABITS,
  type Operation,
  priceOf,
  type Reply,
  scopeOf,
  type Terms,
  termsInLegs,
  type WebhookInput,
} from '@diboas/orchestration';
import { type Told, tellOf } from '@diboas/testkit/fixtures';
import type { Store } from '../port/store.ts';

const unit = { asset: 'USDC', network: 'solana' } as const;
export const CLEARING: AccountKey = { owner: SYSTEM_OWNER, kind: 'CLEARING:test', ...unit };

export function balanceOf(owner: string): AccountKey {
  return { owner, kind: 'BANKING', ...unit };
}

/** The smallest operation there can be: announces an amount, and credits it. */
const DEPOSIT: Operation = {
  name: 'TEST_DEPOSIT',
  role: 'ON_RAMP',
  activities: { open: 'AWAITING_PAYMENT', working: 'BANK_PROCESSING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: 60_000 }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price: ({ pay, payNetwork, receive }) => ({
    price: priceOf(pay, []),
    receive: { money: money('USDC', pay.units * 10_000n), network: receive.network },
    order: {
      pay,
      payNetwork,
      deliver: money('USDC', pay.units * 10_000n),
      network: receive.network,
      chargeMax: pay,
    },
  }),
  ...exchange({ from: 'outside', to: 'BANKING' }),
};

/** The same into what is invested. */
export const INVESTMENT: Operation = {
  ...DEPOSIT,
  name: 'TEST_INVESTMENT',
  ...exchange({ from: 'outside', to: 'INVESTING' }),
};

/** The same twice, under one confirmation. */
const TWICE: Operation = {
  ...DEPOSIT,
  name: 'TEST_TWICE',
  ...doneInLegs({ first: DEPOSIT, undo: () => null }),
};

/** A store with a clock and ids of its own, and short words for what tests do with it. */
export class StoreWorld {
  now: Instant = Date.UTC(2026, 10, 23, 9, 0, 0);
  readonly store: Store;
  private readonly random;

  constructor(store: Store, seed: number) {
    this.store = store;
    this.random = createSeededRandom(seed);
  }

  id(bucket: number): Id {
    return createId({ now: this.now, random: this.random, bucket });
  }

  async customer(): Promise<string> {
    const id = this.id(0);
    await this.store.ensureCustomer(id, this.now);
    return id;
  }

  async terms(
    customerId: string,
    {
      cents = 100_00n,
      operation = DEPOSIT.name,
    }: { readonly cents?: bigint; readonly operation?: string } = {},
  ): Promise<Terms> {
    const pay = money('USD', cents);
    const deliver = money('USDC', cents * 10_000n);
    const terms: Terms = {
      id: this.id(bucketOf(customerId)),
      customerId,
      operation,
      method: 'card',
      provider: 'test',
      price: priceOf(pay, []),
      receive: { money: deliver, network: 'solana' },
      order: {
        pay,
        payNetwork: 'fiat',
        deliver,
        network: 'solana',
        destination: 'somewhere',
        chargeMax: pay,
      },
      alternatives: [],
      routing: null,
      origin: { kind: 'quote' },
      estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
      createdAt: this.now,
      expiresAt: this.now + 300_000,
    };
    await this.store.saveQuote(terms);
    return terms;
  }

  initiation(terms: Terms, key = `key-${terms.id}`): Input {
    return { type: 'initiate', terms, key, fingerprint: terms.id, totalSeen: terms.price.total };
  }

  /** One batch through the real decision. */
  send(bucket: number, inputs: readonly Input[]): Promise<readonly Reply[]> {
    const context: BatchContext = {
      bucket,
      now: this.now,
      random: this.random,
      createId: () => this.id(bucket),
      operations: new Map([DEPOSIT, INVESTMENT, TWICE].map((one) => [one.name, one])),
      pace: DEFAULT_PACE,
      habitsOf: () => ({ ...NO_HABITS, keyLifetimeMs: 1_000_000, remembersRefusals: true }),
      hasDesk: () => true,
      admits: () => true,
      canAsk: false,
    };
    return this.store.commit(bucket, scopeOf(inputs, this.now), (loaded) => {
      const batch = decideBatch(loaded, inputs, context);
      return { writes: batch.writes, result: batch.replies };
    });
  }

  /** Starts one transaction and answers its id, bucket and attempt. */
  async start(
    customerId: string,
    asked: Parameters<StoreWorld['terms']>[1] = {},
  ): Promise<{ id: Id; bucket: number; attemptId: Id; terms: Terms }> {
    const terms = await this.terms(customerId, asked);
    const bucket = bucketOf(customerId);
    const [reply] = await this.send(bucket, [this.initiation(terms)]);
    if (reply?.kind !== 'applied') throw new Error(`not started: ${reply?.kind}`);
    const attemptId = reply.transaction.attempts[0]?.id ?? '';
    return { id: terms.id, bucket, attemptId, terms };
  }

  /** An offer of two legs, the second after the first; both are the smallest operation. */
  async inLegs(customerId: string): Promise<Terms> {
    const [first, second] = [await this.legTerms(customerId), await this.legTerms(customerId)];
    const legs = [
      { key: 'first', needs: [], terms: first },
      { key: 'second', needs: ['first'], terms: second },
    ];
    const whole = termsInLegs({ id: this.id(bucketOf(customerId)), operation: TWICE.name, legs });
    await this.store.saveQuote(whole);
    return whole;
  }

  /** Terms that no quote holds yet: a parent brings those of its legs. */
  private async legTerms(customerId: string): Promise<Terms> {
    const terms = await this.terms(customerId);
    return { ...terms, id: this.id(bucketOf(customerId)) };
  }

  webhook(started: { id: Id; attemptId: Id; terms: Terms }, told: Told, eventId: string): WebhookInput {
    const { id: transactionId, attemptId, terms } = started;
    const event = {
      provider: 'test',
      eventId,
      type: told,
      occurredAt: this.now,
      receivedAt: this.now,
      payload: `{"quote":"it's \\"${told}\\""}`,
    };
    return { type: 'webhook', transactionId, attemptId, observation: tellOf(terms, told), event };
  }
}
