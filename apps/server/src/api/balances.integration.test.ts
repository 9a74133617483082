import { ADD_FUNDS } from '@diboas/banking';
import { parseMoney } from '@diboas/kernel';
import type { Operation } from '@diboas/orchestration';
import { type BalancesView, balancesView, type HoldView, type StreamMessage } from '@diboas/protocol';
import { createPostgresStore, openPool } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../http/server.ts';
import { createLiveStream } from '../live/stream.ts';
import { createTestParts } from '../testing/parts.ts';
import { createWorldOn, sampleObservation, VIEWED } from '../testing/small-world.ts';
import { createApiHandlers } from './handlers.ts';
import { mountApi } from './mount.ts';
import { showTransaction } from './transactions/view.ts';

/** Adding money turned round: what the person has is set aside for the provider. */
const SPEND: Operation = {
  ...ADD_FUNDS,
  name: 'TEST_SPEND',
  reserve: (...given) =>
    ADD_FUNDS.reserve(...given).map((hold) => ({ ...hold, debit: hold.credit, credit: hold.debit })),
};

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 8, onLost: () => {} });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

/** The real engine and the real API on PostgreSQL, with one customer who is signed in already. */
async function createScene(customerId: string) {
  const world = createWorldOn(createPostgresStore(pool), { operations: [ADD_FUNDS, SPEND] });
  const parts = createTestParts(world);
  const expiresAt = world.clock.now() + 3_600_000;
  const ends = { usedAt: world.clock.now(), idleEndsAt: expiresAt, expiresAt };
  const person = { id: 'session-1', customerId, email: 'customer@example.com', ...ends };
  const app: FastifyInstance = await createHttpServer({
    publicUrl: 'http://127.0.0.1:3000',
    trustedProxies: [],
    addressKey: 'tests',
    requestsPerMinute: 10_000,
    webDist: null,
    logger: parts.logger,
    metrics: parts.metrics,
    async mount(server) {
      const signIn = { session: async () => person };
      mountApi(server, {
        handlers: createApiHandlers(parts),
        signIn,
        origins: [],
        perMinute: { sign_in: 10 },
      });
    },
  });
  /** Confirms, and waits until the provider was asked. */
  async function start(operation: Operation = ADD_FUNDS): Promise<string> {
    const { id } = await world.confirm(customerId, { operation });
    await world.engine.idle();
    return id;
  }
  async function read(): Promise<BalancesView> {
    const answer = await app.inject('/v1/balances');
    expect(answer.statusCode).toBe(200);
    return balancesView.parse(answer.json());
  }
  return { world, app, start, read };
}

type Balance = BalancesView['balances'][number];

function units({ asset }: Balance, decimal: string): bigint {
  const parsed = parseMoney(asset, decimal);
  return parsed.ok ? parsed.value.units : -1n;
}

function expectExplained(view: BalancesView): void {
  for (const balance of view.balances) {
    const sum = (wanted: HoldView['direction']) =>
      balance.holds
        .filter(({ direction }) => direction === wanted)
        .reduce((total, { amount }) => total + units(balance, amount.amount), 0n);
    expect(sum('reserved')).toBe(units(balance, balance.reserved));
    expect(sum('incoming')).toBe(units(balance, balance.incoming));
  }
}

describe('GET /v1/balances on PostgreSQL', () => {
  let scene: Awaited<ReturnType<typeof createScene>>;
  let customers = 0;
  beforeEach(async () => {
    customers += 1;
    scene = await createScene(`0f0e0d0c-0b0a-4909-8807-06050403020${customers}`);
    return () => scene.app.close();
  });

  it('tells which transaction each reserved and each incoming amount is of, along their lives', async () => {
    const { world, start, read } = scene;
    expect((await read()).balances).toEqual([]);

    const [first, second] = [await start(), await start()];
    expect((await read()).balances).toMatchObject([{ incoming: '0.000000', holds: [] }]);
    for (const id of [first, second]) await world.tell(id, sampleObservation('working'));
    const announced = await read();
    expect(announced.balances).toMatchObject([{ available: '0.000000', incoming: '200.000000' }]);
    expect(announced.balances[0]?.holds.map((hold) => [hold.transaction, hold.direction])).toEqual([
      [second, 'incoming'],
      [first, 'incoming'],
    ]);
    expect(announced.balances[0]?.holds[0]?.amount).toEqual({ asset: 'USDC', amount: '100.000000' });
    expectExplained(announced);

    await world.tell(first, sampleObservation('done'));
    const arrived = await read();
    expect(arrived.balances).toMatchObject([{ available: '100.000000', incoming: '100.000000' }]);
    expect(arrived.balances[0]?.holds.map(({ transaction }) => transaction)).toEqual([second]);
    expectExplained(arrived);

    const spend = await start(SPEND);
    const setAside = await read();
    expect(setAside.balances).toMatchObject([
      { available: '0.000000', reserved: '100.000000', incoming: '100.000000' },
    ]);
    expect(setAside.balances[0]?.holds.map((hold) => [hold.transaction, hold.direction])).toEqual([
      [spend, 'reserved'],
      [second, 'incoming'],
    ]);
    expectExplained(setAside);

    await world.tell(spend, sampleObservation('failed'));
    await world.tell(second, sampleObservation('done'));
    const ended = await read();
    expect(ended.balances).toMatchObject([
      { available: '200.000000', reserved: '0.000000', incoming: '0.000000', holds: [] },
    ]);
    const places = [announced, arrived, setAside, ended].map(({ seq }) => seq);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(new Set(places).size).toBe(places.length);
  });

  it('names no hold of anybody else', async () => {
    await scene.start();
    const stranger = await createScene('0f0e0d0c-0b0a-4909-8807-0605040302ff');
    const id = await stranger.start();
    await stranger.world.tell(id, sampleObservation('working'));
    const [balance] = (await stranger.read()).balances;
    expect(balance?.holds.map(({ transaction }) => transaction)).toEqual([id]);
    await stranger.app.close();
  });

  it('is one moment: read at any time beside commits, the holds explain the figures', async () => {
    const { world, start, read } = scene;
    const views: BalancesView[] = [];
    const look = async () => void views.push(await read());
    const rounds = [
      ['done', 'failed', 'done'],
      ['working', 'done', 'failed'],
    ] as const;
    await look();
    for (const outcomes of rounds) {
      await Promise.all(
        outcomes.map(async (outcome) => {
          const [id] = await Promise.all([start(), look()]);
          await Promise.all([world.tell(id, sampleObservation(outcome)), look(), look()]);
          if (outcome === 'done') await Promise.all([start(SPEND), look(), look()]);
        }),
      );
      await look();
    }
    // However busy the machine is, the looks between the rounds are of moments of their own.
    expect(new Set(views.map(({ seq }) => seq)).size).toBeGreaterThanOrEqual(1 + rounds.length);
    for (const view of views) expectExplained(view);
    expect(views.at(-1)?.balances).toMatchObject([
      { available: '0.000000', reserved: '300.000000', incoming: '100.000000' },
    ]);
  });

  it('holds change with the live stream: what it has told is in what is read after it', async () => {
    const { world, start, read } = scene;
    const id = await start();
    await world.tell(id, sampleObservation('working'));
    const { customerId, seq: first } = await world.read(id);
    const told: StreamMessage[] = [];
    const stream = createLiveStream({
      customerId,
      reader: world.store,
      viewOf: (one) => showTransaction(one, { ...VIEWED, now: world.clock.now() }),
      now: world.clock.now,
      heartbeatMs: 5_000,
      outlet: { send: (message) => told.push(message) > 0, room: async () => {} },
      onError: (error) => expect.unreachable(String(error)),
    });
    await stream.start(0);
    expect(told).toContainEqual(expect.objectContaining({ type: 'change', seq: first }));
    const before = await read();
    expect(before.seq).toBeGreaterThanOrEqual(first);
    expect(before.balances[0]?.holds.map(({ transaction }) => transaction)).toEqual([id]);

    await world.tell(id, sampleObservation('failed'));
    const { seq: last } = await world.read(id);
    stream.wake();
    await expect.poll(() => told.some((one) => one.type === 'change' && one.seq === last)).toBe(true);
    stream.stop();
    const after = await read();
    expect(after.seq).toBeGreaterThanOrEqual(last);
    expect(after.balances[0]?.holds).toEqual([]);
  });
});
