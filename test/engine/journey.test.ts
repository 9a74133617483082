import { ADD_FUNDS } from '@diboas/banking';
import { createJourney, journeyRule, UNDO_TRIES_MAX } from '@diboas/journeys';
import { bucketOf, createId, createSeededRandom, type Id, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  createEngine,
  DEFAULT_PACE,
  type Engine,
  exchange,
  type Journey,
  type LegPlan,
  type Operation,
  type Provider,
  priceOf,
  type Terms,
} from '@diboas/orchestration';
import { createMemoryStore, type MemoryStore } from '@diboas/storage';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 23);

/**
 * A domain of a test's own: moves money of one balance of the person to another one through the provider. It is a
 * plug-in like any other; the engine does not know it by name.
 */
function moving(name: string, from: 'BANKING' | 'DEFI', to: 'BANKING' | 'DEFI'): Operation {
  const { limits: _, ...unlimited } = ADD_FUNDS;
  return {
    ...unlimited,
    name,
    role: 'DEFI',
    ...exchange({ from, to }),
  };
}

const OPERATIONS = [
  ADD_FUNDS,
  moving('TEST_LOCK', 'BANKING', 'DEFI'),
  moving('TEST_UNLOCK', 'DEFI', 'BANKING'),
];

interface Scene {
  readonly store: MemoryStore;
  readonly engine: Engine;
  readonly customer: string;
  /** Names of operations that the provider declines from now on. */
  readonly declined: Set<string>;
  leg(operation: string): Terms;
  run(legs: readonly LegPlan[]): Promise<Journey>;
  available(kind: 'BANKING' | 'DEFI'): Promise<bigint>;
}

async function createScene(): Promise<Scene> {
  const store = createMemoryStore();
  const random = createSeededRandom(3);
  const customer = createId({ now: NOW, random, bucket: 0 });
  await store.ensureCustomer(customer, NOW);
  const bucket = bucketOf(customer);
  const declined = new Set<string>();
  const terms = new Map<Id, Terms>();
  const engine = createEngine({
    store,
    providers: new Map([['test', createProvider(store, declined)]]),
    operations: new Map(OPERATIONS.map((operation) => [operation.name, operation])),
    clock: { now: () => NOW },
    random,
    pace: DEFAULT_PACE,
    journeys: journeyRule,
    returnUrl: () => 'https://app.example/',
  });
  return {
    store,
    engine,
    customer,
    declined,
    leg(operation) {
      const id = createId({ now: NOW, random, bucket });
      const made = termsFor({ id, customer, operation });
      terms.set(id, made);
      return made;
    },
    async run(legs) {
      const id = createId({ now: NOW, random, bucket });
      const journey = createJourney({ id, customerId: customer, legs, now: NOW });
      const reply = await engine.send({ type: 'start_journey', journey, key: `key-${id}`, fingerprint: id });
      expect(reply.kind).toBe('journey');
      await engine.idle();
      const ended = await store.journey(id);
      if (!ended) throw new Error('the journey is not there');
      return ended;
    },
    async available(kind) {
      const { accounts } = await store.balances(customer);
      const found = accounts.find((one) => one.key.kind === kind);
      return found ? availableUnits(found.balance) : 0n;
    },
  };
}

function termsFor({ id, customer, operation }: { id: Id; customer: string; operation: string }): Terms {
  const adding = operation === 'ADD_FUNDS';
  const deliver = money('USDC', adding ? 100_500_000n : 40_000_000n);
  const pay = adding ? money('USD', 100_50n) : deliver;
  return {
    id,
    customerId: customer,
    operation,
    method: 'card',
    provider: 'test',
    price: priceOf(pay, []),
    receive: { money: money('USDC', adding ? 100_000_000n : 40_000_000n), network: 'solana' },
    order: { pay, deliver, network: 'solana', destination: 'somewhere', chargeMax: pay },
    alternatives: [],
    routing: null,
    origin: { kind: 'quote' },
    estimate: { fromSeconds: 1, toSeconds: 2, source: 'provider' },
    createdAt: NOW,
    expiresAt: NOW + 60_000,
  };
}

/** Answers at once, with a success or a definitive no. */
function createProvider(store: MemoryStore, declined: ReadonlySet<string>): Provider {
  return {
    id: 'test',
    name: 'Test',
    roles: ['DEFI', 'ON_RAMP'],
    keyLifetimeMs: 1_000_000,
    remembersRefusals: true,
    quote: async () => ({ ok: false, refusal: 'unavailable' }),
    async submit({ transactionId, pay, deliver, network, destination }) {
      const transaction = await store.transaction(transactionId);
      if (declined.has(transaction?.operation ?? '')) {
        return { kind: 'rejected', code: 'declined', elsewhere: false, detail: 'declined by the test' };
      }
      const order = { pay, chargeMax: pay, deliver, network, destination };
      return { kind: 'accepted', observation: tellOf({ id: transactionId, order }, 'done') };
    },
    lookup: async () => ({ kind: 'not_found' }),
    readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
    rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  };
}

describe('a journey', () => {
  it('is refused when its legs come to more than may be added without an identity check', async () => {
    const scene = await createScene();
    const legs = Array.from({ length: 10 }, (_, index) => {
      return { key: `add${index}`, needs: [], terms: scene.leg('ADD_FUNDS'), undo: null };
    });
    const id = createId({ now: NOW, random: createSeededRandom(9), bucket: bucketOf(scene.customer) });
    const journey = createJourney({ id, customerId: scene.customer, legs, now: NOW });
    const reply = await scene.engine.send({
      ...{ type: 'start_journey', journey, key: 'too-much', fingerprint: id },
    });
    expect(reply).toEqual({ kind: 'refused', refusal: 'verification_required' });
    expect(scene.store.all('transactions')).toEqual([]);
  });

  it('runs its legs in order across domains, and ends as one', async () => {
    const scene = await createScene();
    const journey = await scene.run([
      { key: 'lock', needs: ['add'], terms: scene.leg('TEST_LOCK'), undo: scene.leg('TEST_UNLOCK') },
      { key: 'add', needs: [], terms: scene.leg('ADD_FUNDS'), undo: null },
    ]);
    expect(journey).toMatchObject({
      status: 'COMPLETED',
      legs: [
        { state: 'done', doneAs: 2 },
        { state: 'done', doneAs: 1 },
      ],
    });
    expect(await scene.available('BANKING')).toBe(60_000_000n);
    expect(await scene.available('DEFI')).toBe(40_000_000n);
  });

  it('stays as it ended when a leg is taken back later: the reversal is no leg, and a person is asked', async () => {
    const scene = await createScene();
    const add = scene.leg('ADD_FUNDS');
    const journey = await scene.run([{ key: 'add', needs: [], terms: add, undo: null }]);
    const leg = (await scene.store.transactions(scene.customer, { before: null, limit: 9 }))[0];
    const attempt = leg?.attempts[0];
    if (!leg || !attempt) throw new Error('the leg is not there');
    const observation = tellOf(add, 'taken_back');
    const event = {
      ...{ provider: 'test', eventId: 'evt_return', type: 'returned', payload: '{}' },
      ...{ occurredAt: NOW, receivedAt: NOW },
    };
    const reply = await scene.engine.send({
      ...{ type: 'webhook', transactionId: leg.id, attemptId: attempt.id },
      ...{ observation, event },
    });
    expect(reply.kind).toBe('applied');
    const taken = await scene.store.transaction(leg.id);
    expect(taken?.followedBy).toMatchObject([{ operation: 'REVERSAL' }]);
    expect(taken?.openItems).toMatchObject([{ cause: 'reversed_after_completion' }]);
    expect(await scene.store.journey(journey.id)).toEqual(journey);
    expect(await scene.available('BANKING')).toBe(0n);
  });

  it('runs legs that need nothing of each other side by side', async () => {
    const scene = await createScene();
    await scene.run([{ key: 'add', needs: [], terms: scene.leg('ADD_FUNDS'), undo: null }]);
    const journey = await scene.run([
      { key: 'one', needs: [], terms: scene.leg('TEST_LOCK'), undo: null },
      { key: 'two', needs: [], terms: scene.leg('TEST_LOCK'), undo: null },
    ]);
    expect(journey.status).toBe('COMPLETED');
    const began = journey.legs.map((leg) => {
      return scene.store.journal().find((entry) => entry.transactionId === leg.transactionId)?.seq ?? 0;
    });
    expect(Math.abs((began[0] ?? 0) - (began[1] ?? 0))).toBe(1);
  });

  it('takes back what was done, in reverse order, when a later leg fails [leg.failed]', async () => {
    const before = await createFundedScene();
    const journey = await before.run([
      { key: 'first', needs: [], terms: before.leg('TEST_LOCK'), undo: before.leg('TEST_UNLOCK') },
      { key: 'second', needs: ['first'], terms: before.leg('TEST_LOCK'), undo: before.leg('TEST_UNLOCK') },
      { key: 'third', needs: ['second'], terms: before.leg('ADD_FUNDS'), undo: null },
      { key: 'never', needs: ['third'], terms: before.leg('TEST_LOCK'), undo: null },
    ]);
    expect(journey.status).toBe('COMPENSATED');
    expect(journey.legs.map((leg) => leg.state)).toEqual(['undone', 'undone', 'failed', 'skipped']);
    const undone = ['second', 'first'].map((key) => {
      const leg = journey.legs.find((one) => one.key === key);
      return before.store.journal().findIndex((entry) => entry.transactionId === leg?.undoTransactionId);
    });
    expect(undone[0]).toBeLessThan(undone[1] ?? 0);
    expect(await before.available('BANKING')).toBe(100_000_000n);
    expect(await before.available('DEFI')).toBe(0n);
    expect(before.store.all('holds')).toEqual([]);
  });

  it('records what it owes before the leg starts, tries a failed undo again, and then asks a person [leg.failed]', async () => {
    const scene = await createFundedScene();
    scene.declined.add('TEST_UNLOCK');
    const journey = await scene.run([
      { key: 'lock', needs: [], terms: scene.leg('TEST_LOCK'), undo: scene.leg('TEST_UNLOCK') },
      { key: 'add', needs: ['lock'], terms: scene.leg('ADD_FUNDS'), undo: null },
    ]);
    expect(journey).toMatchObject({
      status: 'NEEDS_OPERATOR',
      legs: [{ state: 'undo_failed', owesUndo: true, undoTries: UNDO_TRIES_MAX }, { state: 'failed' }],
    });
    expect(scene.store.all('items')).toMatchObject([{ cause: 'compensation_failed' }]);
    expect(await scene.available('DEFI')).toBe(40_000_000n);
  });

  it('is started once, and refuses another under the same key', async () => {
    const scene = await createScene();
    const id = createId({ now: NOW, random: createSeededRandom(9), bucket: bucketOf(scene.customer) });
    const legs = [{ key: 'add', needs: [], terms: scene.leg('ADD_FUNDS'), undo: null }];
    const journey = createJourney({ id, customerId: scene.customer, legs, now: NOW });
    const input = { type: 'start_journey', journey, key: 'one-key-only', fingerprint: 'a' } as const;
    const replies = [await scene.engine.send(input), await scene.engine.send(input)];
    expect(replies.map((reply) => reply.kind)).toEqual(['journey', 'journey']);
    const other = await scene.engine.send({ ...input, fingerprint: 'b' });
    expect(other).toEqual({ kind: 'refused', refusal: 'key_reused' });
    await scene.engine.idle();
    expect(await scene.available('BANKING')).toBe(100_000_000n);
  });

  it('refuses a plan whose legs wait for each other', async () => {
    const scene = await createScene();
    const legs = [
      { key: 'a', needs: ['b'], terms: scene.leg('ADD_FUNDS'), undo: null },
      { key: 'b', needs: ['a'], terms: scene.leg('ADD_FUNDS'), undo: null },
    ];
    expect(() => createJourney({ id: 'x', customerId: scene.customer, legs, now: NOW })).toThrow('reached');
  });
});

/** With $100 in the BANKING balance, and a provider that declines ADD_FUNDS from now on. */
async function createFundedScene(): Promise<Scene> {
  const scene = await createScene();
  await scene.run([{ key: 'add', needs: [], terms: scene.leg('ADD_FUNDS'), undo: null }]);
  scene.declined.add('ADD_FUNDS');
  return scene;
}
