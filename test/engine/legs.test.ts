import { ADD_FUNDS, MOVE } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, DAY_MS, type Id, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  createEngine,
  DEFAULT_PACE,
  doneInLegs,
  type Engine,
  exchange,
  type LegPlan,
  type Operation,
  type Provider,
  priceOf,
  type Terms,
  type Transaction,
  termsInLegs,
  UNDO_TRIES_MAX,
} from '@diboas/orchestration';
import { createMemoryStore, type MemoryStore } from '@diboas/storage/memory';
import { LIMITED_ADD_FUNDS, type Told, tellOf } from '@diboas/testkit/fixtures';
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

/** In several: what was locked is unlocked again, as much as it really was. */
const SEVERAL: Operation = {
  ...ADD_FUNDS,
  name: 'TEST_SEVERAL',
  ...doneInLegs({
    first: ADD_FUNDS,
    undo({ key, terms }, { credited }, id) {
      if (terms.operation !== 'TEST_LOCK') return null;
      const order = {
        ...terms.order,
        pay: credited,
        deliver: credited,
        chargeMax: credited,
        destination: key,
      };
      return { ...terms, id, operation: 'TEST_UNLOCK', price: priceOf(credited, []), order };
    },
  }),
};

const OPERATIONS = [
  LIMITED_ADD_FUNDS,
  MOVE,
  SEVERAL,
  moving('TEST_LOCK', 'BANKING', 'DEFI'),
  moving('TEST_UNLOCK', 'DEFI', 'BANKING'),
  {
    ...moving('TEST_PART', 'BANKING', 'DEFI'),
    ...exchange({ from: 'BANKING', to: 'DEFI', inParts: true }),
  },
];

interface Scene {
  readonly store: MemoryStore;
  readonly engine: Engine;
  readonly customer: string;
  /** Names of operations that the provider declines from now on. */
  readonly declined: Set<string>;
  /** Names of operations of which the provider does a half from now on, and no more. */
  readonly halved: Set<string>;
  /** Names of operations whose page the provider leaves open from now on. */
  readonly open: Set<string>;
  leg(operation: string): Terms;
  whole(legs: readonly LegPlan[]): Promise<Terms>;
  confirm(terms: Terms, key?: string): ReturnType<Engine['send']>;
  run(legs: readonly LegPlan[]): Promise<Transaction>;
  read(id: Id): Promise<Transaction>;
  pass(ms: number): Promise<void>;
  tell(terms: Terms, told: Told): Promise<void>;
  available(kind: 'BANKING' | 'DEFI'): Promise<bigint>;
}

async function createScene(): Promise<Scene> {
  const store = createMemoryStore();
  const random = createSeededRandom(3);
  const customer = createId({ now: NOW, random, bucket: 0 });
  await store.ensureCustomer(customer, NOW);
  const bucket = bucketOf(customer);
  const newId = () => createId({ now: NOW, random, bucket });
  const [declined, open, halved] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const time = { now: NOW };
  const engine = createEngine({
    store,
    providers: new Map([['test', createProvider(store, { declined, open, halved })]]),
    operations: new Map(OPERATIONS.map((operation) => [operation.name, operation])),
    clock: { now: () => time.now },
    random,
    pace: DEFAULT_PACE,
    returnUrl: () => 'https://app.example/',
  });
  async function read(id: Id): Promise<Transaction> {
    const found = await store.transaction(id);
    if (!found) throw new Error('the transaction is not there');
    return found;
  }
  async function whole(legs: readonly LegPlan[]): Promise<Terms> {
    const terms = termsInLegs({ id: newId(), operation: SEVERAL.name, legs });
    await store.saveQuote(terms);
    return terms;
  }
  function confirm(terms: Terms, key = `key-${terms.id}`) {
    const totalSeen = terms.price.total;
    return engine.send({ type: 'initiate', terms, key, fingerprint: key, totalSeen });
  }
  return {
    ...{ store, engine, customer, declined, open, halved, read, whole, confirm },
    leg: (operation) => termsFor({ id: newId(), customer, operation }),
    async run(legs) {
      const terms = await whole(legs);
      expect((await confirm(terms)).kind).toBe('applied');
      await engine.idle();
      return await read(terms.id);
    },
    async pass(ms) {
      time.now += ms;
      while ((await engine.runDue()) > 0) await engine.idle();
    },
    async tell(terms, told) {
      const attemptId = (await read(terms.id)).attempts[0]?.id ?? '';
      const event = {
        ...{ provider: 'test', eventId: `evt_${told}_${terms.id}`, type: told, payload: '{}' },
        ...{ occurredAt: NOW, receivedAt: NOW },
      };
      const observation = tellOf(terms, told);
      const input = { type: 'webhook', transactionId: terms.id, attemptId, observation, event } as const;
      expect((await engine.send(input)).kind).toBe('applied');
      await engine.idle();
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
    order: {
      pay,
      payNetwork: adding ? 'fiat' : 'solana',
      deliver,
      network: 'solana',
      destination: 'somewhere',
      chargeMax: pay,
    },
    alternatives: [],
    routing: null,
    origin: { kind: 'quote' },
    estimate: { fromSeconds: 1, toSeconds: 2, source: 'provider' },
    createdAt: NOW,
    expiresAt: NOW + 60_000,
  };
}

/** Answers at once: with a success, a definitive no, or a page that stays open. */
function createProvider(
  store: MemoryStore,
  { declined, open, halved }: Pick<Scene, 'declined' | 'open' | 'halved'>,
): Provider {
  return {
    id: 'test',
    name: 'Test',
    roles: ['DEFI', 'ON_RAMP'],
    keyLifetimeMs: 1_000_000,
    remembersRefusals: true,
    quote: async () => ({ ok: false, refusal: 'unavailable' }),
    async submit({ transactionId, pay, payNetwork, deliver, network, destination }) {
      const transaction = await store.transaction(transactionId);
      if (declined.has(transaction?.operation ?? '')) {
        return { kind: 'rejected', code: 'declined', elsewhere: false, detail: 'declined by the test' };
      }
      const whole = { pay, payNetwork, chargeMax: pay, deliver, network, destination };
      const order = halved.has(transaction?.operation ?? '') ? halfOf(whole) : whole;
      const told = open.has(transaction?.operation ?? '') ? 'open' : 'done';
      return { kind: 'accepted', observation: tellOf({ id: transactionId, order }, told) };
    },
    lookup: async () => ({ kind: 'not_found' }),
    readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
    rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  };
}

function halfOf({ pay, deliver, chargeMax, ...order }: Terms['order']): Terms['order'] {
  const half = ({ asset, units }: Terms['order']['pay']) => money(asset, units / 2n);
  return { ...order, pay: half(pay), deliver: half(deliver), chargeMax: half(chargeMax) };
}

describe('what is done in several transactions', () => {
  it('is refused when its legs come to more than may be added without an identity check', async () => {
    const scene = await createScene();
    const legs = Array.from({ length: 11 }, (_, index) => {
      return { key: `add${index}`, needs: [], terms: scene.leg('ADD_FUNDS') };
    });
    const reply = await scene.confirm(await scene.whole(legs));
    expect(reply).toMatchObject({ kind: 'refused', refusal: 'over_limit' });
    expect(scene.store.all('transactions')).toEqual([]);
  });

  it('runs its legs in order across domains, and ends as one', async () => {
    const scene = await createScene();
    const parent = await scene.run([
      { key: 'lock', needs: ['add'], terms: scene.leg('TEST_LOCK') },
      { key: 'add', needs: [], terms: scene.leg('ADD_FUNDS') },
    ]);
    expect(parent).toMatchObject({
      status: 'COMPLETED',
      legs: [
        { state: 'done', doneAs: 2 },
        { state: 'done', doneAs: 1 },
      ],
      settlement: { charged: money('USD', 100_50n), credited: money('USDC', 40_000_000n) },
    });
    expect(await scene.available('BANKING')).toBe(60_000_000n);
    expect(await scene.available('DEFI')).toBe(40_000_000n);
  });

  it('ends where a leg brought less than the next one counts on, which takes nothing of what else is there', async () => {
    const scene = await createScene();
    await scene.run([
      { key: 'add', needs: [], terms: scene.leg('ADD_FUNDS') },
      { key: 'lock', needs: ['add'], terms: scene.leg('TEST_LOCK') },
    ]);
    scene.halved.add('TEST_PART');
    const parent = await scene.run([
      { key: 'part', needs: [], terms: scene.leg('TEST_PART') },
      { key: 'unlock', needs: ['part'], terms: scene.leg('TEST_UNLOCK') },
    ]);
    expect(parent).toMatchObject({
      status: 'COMPENSATED',
      legs: [{ state: 'done', did: { part: true } }, { state: 'skipped' }],
    });
    expect(await scene.available('DEFI')).toBe(60_000_000n);
    expect(await scene.available('BANKING')).toBe(40_000_000n);
  });

  it('shows what the person is to do and what is going on, and each status once', async () => {
    const scene = await createScene();
    scene.open.add('ADD_FUNDS');
    const add = scene.leg('ADD_FUNDS');
    const { id } = await scene.run([
      { key: 'add', needs: [], terms: add },
      { key: 'lock', needs: ['add'], terms: scene.leg('TEST_LOCK') },
    ]);
    const { actionUrl } = await scene.read(add.id);
    expect(actionUrl).not.toBeNull();
    expect(await scene.read(id)).toMatchObject({
      ...{ status: 'SENT_TO_PROVIDER', activity: 'AWAITING_PAYMENT', actionUrl },
    });
    await scene.tell(add, 'working');
    expect(await scene.read(id)).toMatchObject({ status: 'PROVIDER_PROCESSING', actionUrl: null });
    await scene.tell(add, 'done');
    expect((await scene.read(id)).history.map(({ status }) => status)).toEqual([
      ...['INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER'],
      ...['PROVIDER_PROCESSING', 'PROVIDER_COMPLETED', 'COMPLETED'],
    ]);
  });

  it('stays as it ended when a leg is taken back later, and says so; a person is asked [payment.reversed]', async () => {
    const scene = await createScene();
    const add = scene.leg('ADD_FUNDS');
    const parent = await scene.run([{ key: 'add', needs: [], terms: add }]);
    await scene.tell(add, 'taken_back');
    const taken = await scene.read(add.id);
    expect(taken.followedBy).toMatchObject([{ operation: 'REVERSAL' }]);
    expect(taken.openItems).toMatchObject([{ cause: 'reversed_after_completion' }]);
    const { status, settlement } = parent;
    expect(await scene.read(parent.id)).toMatchObject({
      status,
      settlement,
      legs: [{ state: 'taken_back' }],
    });
    expect(await scene.available('BANKING')).toBe(0n);
  });

  it('says so when a leg is done after all that was given up [payment.late]', async () => {
    const scene = await createScene();
    scene.open.add('ADD_FUNDS');
    const add = scene.leg('ADD_FUNDS');
    const { id } = await scene.run([
      { key: 'add', needs: [], terms: add },
      { key: 'lock', needs: ['add'], terms: scene.leg('TEST_LOCK') },
    ]);
    const act = { kind: 'cancel' } as const;
    const by = { by: scene.customer, key: 'cancel', reason: 'asked', evidence: null };
    const cancel = { type: 'act', transactionId: id, act, ...by } as const;
    const replies = [await scene.engine.send(cancel), await scene.engine.send(cancel)];
    expect(replies.map(({ kind }) => kind)).toEqual(['applied', 'repeated']);
    expect(await scene.read(id)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'cancelled', actionUrl: null },
      legs: [{ state: 'failed' }, { state: 'skipped' }],
    });
    await scene.tell(add, 'done');
    expect(await scene.read(id)).toMatchObject({
      ...{ status: 'COMPENSATED', legs: [{ state: 'done' }, { state: 'skipped' }] },
    });
    expect(await scene.available('BANKING')).toBe(100_000_000n);
  });

  it('runs legs that need nothing of each other side by side', async () => {
    const scene = await createScene();
    await scene.run([{ key: 'add', needs: [], terms: scene.leg('ADD_FUNDS') }]);
    scene.open.add('TEST_LOCK');
    const parent = await scene.run([
      { key: 'one', needs: [], terms: scene.leg('TEST_LOCK') },
      { key: 'two', needs: [], terms: scene.leg('TEST_LOCK') },
    ]);
    expect(parent.legs.map(({ state }) => state)).toEqual(['running', 'running']);
  });

  it('begins no leg after another one has failed, not even in the same commit [leg.failed]', async () => {
    const scene = await createScene();
    const parent = await scene.run([
      { key: 'poor', needs: [], terms: scene.leg('TEST_LOCK') },
      { key: 'add', needs: [], terms: scene.leg('ADD_FUNDS') },
    ]);
    expect(parent).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'refused_by_rules' },
      legs: [{ state: 'failed' }, { state: 'skipped' }],
    });
    expect(scene.store.all('transactions')).toHaveLength(2);
  });

  it('takes back what was done, in reverse order, when a later leg fails [leg.failed]', async () => {
    const scene = await createFundedScene();
    const parent = await scene.run([
      { key: 'first', needs: [], terms: scene.leg('TEST_LOCK') },
      { key: 'second', needs: ['first'], terms: scene.leg('TEST_LOCK') },
      { key: 'third', needs: ['second'], terms: scene.leg('ADD_FUNDS') },
      { key: 'never', needs: ['third'], terms: scene.leg('TEST_LOCK') },
    ]);
    expect(parent.status).toBe('COMPENSATED');
    expect(parent.legs.map((leg) => leg.state)).toEqual(['undone', 'undone', 'failed', 'skipped']);
    const undone = ['second', 'first'].map((key) => {
      const leg = parent.legs.find((one) => one.key === key);
      return scene.store.journal().findIndex((entry) => entry.transactionId === leg?.undoId);
    });
    expect(undone[0]).toBeLessThan(undone[1] ?? 0);
    expect(await scene.available('BANKING')).toBe(100_000_000n);
    expect(await scene.available('DEFI')).toBe(0n);
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('tries a failed undo again, then asks a person, who has it tried once more [leg.failed]', async () => {
    const scene = await createFundedScene();
    scene.declined.add('TEST_UNLOCK');
    const { id } = await scene.run([
      { key: 'lock', needs: [], terms: scene.leg('TEST_LOCK') },
      { key: 'add', needs: ['lock'], terms: scene.leg('ADD_FUNDS') },
    ]);
    expect(await scene.read(id)).toMatchObject({
      ...{ status: 'PROVIDER_FAILED', due: { reason: 'undo' } },
      legs: [{ state: 'undo_due', undoTries: 1 }, { state: 'failed' }],
    });
    await scene.pass(DAY_MS);
    await scene.pass(DAY_MS);
    expect(await scene.read(id)).toMatchObject({
      ...{ status: 'PROVIDER_FAILED', openItems: [{ cause: 'compensation_failed' }] },
      legs: [{ state: 'undo_failed', undoTries: UNDO_TRIES_MAX }, { state: 'failed' }],
    });
    expect(await scene.available('DEFI')).toBe(40_000_000n);
    scene.declined.delete('TEST_UNLOCK');
    const by = { by: 'ops', key: 'again', reason: 'the provider is back', evidence: null };
    const reply = await scene.engine.send({
      ...{ type: 'act', transactionId: id, act: { kind: 'ask_again' }, ...by },
    });
    expect(reply.kind).toBe('applied');
    await scene.engine.idle();
    expect(await scene.read(id)).toMatchObject({ status: 'COMPENSATED', openItems: [] });
    expect(await scene.available('DEFI')).toBe(0n);
  });

  it('begins once, and refuses another under the same key', async () => {
    const scene = await createScene();
    const terms = await scene.whole([{ key: 'add', needs: [], terms: scene.leg('ADD_FUNDS') }]);
    const replies = [await scene.confirm(terms, 'one-key-only'), await scene.confirm(terms, 'one-key-only')];
    expect(replies.map((reply) => reply.kind)).toEqual(['applied', 'repeated']);
    const input = { type: 'initiate', terms, key: 'one-key-only', fingerprint: 'b' } as const;
    const other = await scene.engine.send({ ...input, totalSeen: terms.price.total });
    expect(other).toEqual({ kind: 'refused', refusal: 'key_reused' });
    await scene.engine.idle();
    expect(await scene.available('BANKING')).toBe(100_000_000n);
  });
});

/** With $100 in the BANKING balance, and a provider that declines ADD_FUNDS from now on. */
async function createFundedScene(): Promise<Scene> {
  const scene = await createScene();
  await scene.run([{ key: 'add', needs: [], terms: scene.leg('ADD_FUNDS') }]);
  scene.declined.add('ADD_FUNDS');
  return scene;
}
