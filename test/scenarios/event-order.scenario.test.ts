import { ADD_FUNDS } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, type Random, randomBelow } from '@diboas/kernel';
import {
  createEngine,
  DEFAULT_PACE,
  type Engine,
  type Input,
  type Observation,
  type Provider,
  type Terms,
} from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createTestDatabase, openHolds, type TestDatabase } from '@diboas/testkit/database';
import { SOME_QUOTE, someTerms, tellOf } from '@diboas/testkit/fixtures';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TRANSACTIONS = 334;
const STAGES = ['open', 'working', 'done'] as const;
const NOW = Date.UTC(2026, 10, 23, 5);
const DESTINATION = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';

const provider: Provider = {
  id: 'northpay',
  name: 'Northpay',
  roles: ['ON_RAMP'],
  keyLifetimeMs: 23 * 3_600_000,
  remembersRefusals: true,
  quote: async () => ({ ok: false, refusal: 'unavailable' }),
  // Every order is known by its webhooks alone: the answers to our calls are all lost.
  submit: async () => ({ kind: 'unknown', detail: 'no answer' }),
  lookup: async () => ({ kind: 'unknown', detail: 'no answer' }),
  rereadWebhook: () => ({ ok: false as const, refusal: 'unreadable' as const }),
  readWebhook: () => ({ ok: false, refusal: 'forged' }),
};

/** An engine on a database of its own, in which the same transactions were begun. */
interface Node {
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly store: Store;
  readonly engine: Engine;
  readonly terms: readonly Terms[];
}

let inOrder: Node;
let shuffled: Node;

beforeAll(async () => {
  [inOrder, shuffled] = await Promise.all([createNode(), createNode()]);
});
afterAll(async () => {
  for (const node of [inOrder, shuffled]) {
    await node?.engine.stop();
    await node?.pool.end();
    await node?.database.drop();
  }
});

async function createNode(): Promise<Node> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { max: 8 });
  const store = createPostgresStore(pool);
  const random = createSeededRandom(7);
  const clock = { now: () => NOW };
  const engine = createEngine({
    store,
    providers: new Map([[provider.id, provider]]),
    operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]),
    clock,
    random: createSeededRandom(8),
    pace: DEFAULT_PACE,
    returnUrl: () => 'http://127.0.0.1/',
  });
  const terms = Array.from({ length: TRANSACTIONS }, (_, index) => termsOf(random, index));
  for (const customerId of new Set(terms.map((one) => one.customerId)))
    await store.ensureCustomer(customerId, NOW);
  await Promise.all(
    terms.map(async (one) => {
      await store.saveQuote(one);
      const { id, price } = one;
      await engine.send({ type: 'initiate', terms: one, key: id, fingerprint: id, totalSeen: price.total });
    }),
  );
  await engine.idle();
  return { database, pool, store, engine, terms };
}

function termsOf(random: Random, index: number): Terms {
  const customerId = `00000000-0000-4000-8000-${String(index % 40).padStart(12, '0')}`;
  return someTerms({
    id: createId({ now: NOW + index, random, bucket: bucketOf(customerId) }),
    ...{ customerId, now: NOW, provider: provider.id, destination: DESTINATION },
    quote: { ...SOME_QUOTE, fees: [] },
  });
}

/** What the provider says of order number `index`: three in four succeed, the others fail in the end. */
function observationOf(terms: Terms, index: number, told: (typeof STAGES)[number]): Observation {
  return tellOf(terms, told === 'done' && index % 4 === 3 ? 'failed' : told);
}

/** Every webhook there is, in order: about a thousand. */
async function webhooksOf({ store, terms }: Node): Promise<Input[]> {
  const perTransaction = await Promise.all(
    terms.map(async (one, index) => {
      const { id } = one;
      const attemptId = (await store.transaction(id))?.attempts[0]?.id ?? '';
      return STAGES.map((stage): Input => {
        const event = {
          provider: provider.id,
          eventId: `evt_${index}_${stage}`,
          type: 'session',
          payload: '{}',
        };
        return {
          type: 'webhook',
          transactionId: id,
          attemptId,
          observation: observationOf(one, index, stage),
          event: { ...event, occurredAt: NOW, receivedAt: NOW },
        };
      });
    }),
  );
  return perTransaction.flat();
}

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(randomBelow(random, left.length), 1));
}

/** Where everything ended, without the way it took. */
async function endOf({ database, store, terms }: Node): Promise<unknown> {
  const transactions = await Promise.all(
    terms.map(async ({ id }) => {
      const one = await store.transaction(id);
      return {
        id,
        status: one?.status,
        failure: one?.failure,
        settlement: one?.settlement,
        // An attempt that is rejected by the first news of it has no reference; nothing will ever ask for it.
        attempts: one?.attempts.map(({ state, reference }) => ({
          state,
          reference: state === 'rejected' ? null : reference,
        })),
      };
    }),
  );
  const accounts = await database.query('SELECT * FROM accounts ORDER BY owner_id, kind, asset, network');
  const moved = await database.query(
    `SELECT transaction_id, kind, debit_kind, credit_kind, amount FROM transfers
      ORDER BY transaction_id, kind, debit_kind, credit_kind, amount`,
  );
  const holds = await openHolds(database);
  return { transactions, accounts, moved, holds };
}

describe('a thousand webhooks', () => {
  it('delivered twice and shuffled end as they do once and in order [webhook.order]', {
    timeout: 120_000,
  }, async () => {
    const once = await webhooksOf(inOrder);
    expect(once.length).toBeGreaterThan(1_000);
    for (const stage of STAGES.keys()) {
      await Promise.all(
        once.filter((_, index) => index % STAGES.length === stage).map((input) => inOrder.engine.send(input)),
      );
    }
    const random = createSeededRandom(99);
    const events = await webhooksOf(shuffled);
    const twice = shuffle([...events, ...events], random);
    const replies = await Promise.all(twice.map((input) => shuffled.engine.send(input)));
    expect(replies.filter(({ kind }) => kind === 'repeated')).toHaveLength(events.length);
    await Promise.all([inOrder.engine.idle(), shuffled.engine.idle()]);

    const end = await endOf(inOrder);
    expect(await endOf(shuffled)).toEqual(end);
    expect(end).toMatchObject({ holds: [] });
    expect(await shuffled.database.query('SELECT * FROM operator_items')).toEqual([]);
  });
});
