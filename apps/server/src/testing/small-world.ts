import { ADD_FUNDS } from '@diboas/banking';
import { createCalendars } from '@diboas/calendars';
import { accept, assert, bucketOf, createId, createSeededRandom, type Instant, money } from '@diboas/kernel';
import {
  createEngine,
  DEFAULT_PACE,
  type Estimate,
  type LookupAnswer,
  type Observation,
  type Operation,
  type Provider,
  type ProviderQuote,
  type SubmitAnswer,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { createMemoryStore } from '@diboas/storage/memory';
import { someTerms, type Told, tellOf } from '@diboas/testkit/fixtures';
import type { ViewOptions } from '../api/transactions/view.ts';

/** A world on the memory store. */
export function createSmallWorld(seed = 1) {
  return createWorldOn(createMemoryStore(), { seed });
}

/**
 * The real engine on a store, with the clock as a variable and a provider that answers as it is told: enough of a
 * world to give screens every state there is.
 */
export function createWorldOn<Kept extends Store>(
  store: Kept,
  { seed = 1, operations = [ADD_FUNDS] }: { seed?: number; operations?: readonly Operation[] } = {},
) {
  const random = createSeededRandom(seed);
  const clock = { at: Date.UTC(2026, 10, 23, 5), now: (): Instant => clock.at };
  const answers: { submit: SubmitAnswer; lookup: LookupAnswer } = {
    submit: { kind: 'accepted', observation: sampleObservation('open') },
    lookup: { kind: 'unknown', detail: 'nobody knows' },
  };
  const provider = toldProvider(answers);
  const engine = createEngine({
    store,
    providers: new Map([[provider.id, provider]]),
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    clock,
    random,
    pace: DEFAULT_PACE,
    returnUrl: ({ id }) => `http://127.0.0.1/transactions/${id}`,
  });
  let events = 0;

  function makeId(customerId: string): string {
    return createId({ now: clock.at, random, bucket: bucketOf(customerId) });
  }

  /** Confirms a fresh quote of $100.00, which takes minutes unless it is said otherwise. */
  async function confirm(customerId: string, offered: Offered = {}): Promise<Transaction> {
    await store.ensureCustomer(customerId, clock.at);
    const terms = offer(makeId(customerId), customerId, { ...offered, now: clock.at });
    await store.saveQuote(terms);
    const reply = await engine.send({
      type: 'initiate',
      terms,
      key: `key-${terms.id}`,
      fingerprint: terms.id,
      totalSeen: terms.price.total,
    });
    assert(reply.kind === 'applied', 'a fresh quote is taken', { kind: reply.kind });
    return reply.transaction;
  }

  /** A signed webhook of the provider about the transaction's first attempt. */
  async function tell(transactionId: string, seen: Observation): Promise<void> {
    const [attempt] = (await read(transactionId)).attempts;
    assert(attempt, 'a confirmed transaction has an attempt');
    events += 1;
    await engine.send({
      type: 'webhook',
      transactionId,
      attemptId: attempt.id,
      observation: seen,
      event: {
        ...NEWS,
        provider: provider.id,
        eventId: `evt_${events}`,
        occurredAt: clock.at,
        receivedAt: clock.at,
      },
    });
  }

  async function read(transactionId: string): Promise<Transaction> {
    const transaction = await store.transaction(transactionId);
    assert(transaction, 'the transaction is there', { transactionId });
    return transaction;
  }

  return { store, engine, clock, answers, confirm, tell, read };
}

function toldProvider(answers: { readonly submit: SubmitAnswer; readonly lookup: LookupAnswer }): Provider {
  return {
    id: 'northpay',
    name: 'Northpay',
    roles: ['ON_RAMP'],
    keyLifetimeMs: 23 * 3_600_000,
    remembersRefusals: true,
    quote: async () => accept(PROVIDER_QUOTE),
    submit: async () => answers.submit,
    lookup: async () => answers.lookup,
    rereadWebhook: () => ({ ok: false as const, refusal: 'unreadable' as const }),
    readWebhook: () => ({ ok: false, refusal: 'forged' }),
  };
}

/** How transactions are shown where only the time matters. */
export const VIEWED = {
  calendars: createCalendars([]),
  providerName: () => 'Northpay',
  chain: 'live',
} as const satisfies Omit<ViewOptions, 'now'>;

export type SmallWorld = ReturnType<typeof createSmallWorld>;

/** What all webhooks of the small world have in common. */
const NEWS = { type: 'crypto.onramp_session.updated', payload: '{}' };

const PROVIDER_QUOTE: ProviderQuote = {
  fees: [
    {
      ...{ tier: 'provider', amount: money('USD', 302n), takenBy: 'Northpay', purpose: 'conversion' },
      basis: { kind: 'rate', bps: 300, of: money('USD', 10_050n) },
    },
  ],
  deliver: money('USDC', 100_500_000n),
  estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
};

/** Where the small world's money is delivered to. */
const DESTINATION = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';

/** What is offered, where it is something else. */
interface Offered {
  readonly operation?: Operation;
  readonly estimate?: Estimate;
}

/** $100.00 by card, to where the small world's money is delivered. */
export function offer(
  id: string,
  customerId: string,
  { now, operation = ADD_FUNDS, estimate = PROVIDER_QUOTE.estimate }: Offered & { readonly now: Instant },
): Terms {
  const quote = { ...PROVIDER_QUOTE, estimate };
  return someTerms({ id, customerId, now, operation, quote, destination: DESTINATION });
}

/** What the provider says; once done it is exactly what was agreed unless told otherwise. */
export function sampleObservation(told: Told, deliveredUnits = 100_500_000n): Observation {
  const pay = money('USD', 10_352n);
  const order = {
    ...{ pay, chargeMax: pay, deliver: money('USDC', deliveredUnits) },
    ...({ payNetwork: 'fiat', network: 'solana', destination: DESTINATION } as const),
  };
  const seen = tellOf({ id: '1', order }, told);
  return { ...seen, actionUrl: told === 'open' ? 'http://127.0.0.1/pay/cos_1' : null };
}
