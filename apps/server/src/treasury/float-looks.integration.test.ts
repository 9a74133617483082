import {
  accept,
  BUCKETS,
  bucketOf,
  createId,
  createSeededRandom,
  MINUTE_MS,
  money,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import { type FloatHoldings, floatName } from '@diboas/orchestration';
import {
  createPostgresFloatActs,
  createPostgresFloatWatch,
  createPostgresStore,
  openPool,
} from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { createFloatLooks } from './float-looks.ts';

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
const random = createSeededRandom(4);
const clock = { at: Date.UTC(2026, 10, 29), now: () => clock.at };
let scenes = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 4 });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});
beforeEach(() => {
  clock.at += 60 * MINUTE_MS;
});

/** A provider that says what the test says, and nodes that ask it. */
function createScene(least: bigint | null = null) {
  scenes += 1;
  const provider = `northpay-${scenes}`;
  const key = { provider, asset: 'USDC', network: 'solana' } as const;
  const [store, watch] = [createPostgresStore(pool), createPostgresFloatWatch(pool)];
  const told: { next: () => Promise<Outcome<FloatHoldings, 'unavailable'>>; asked: number } = {
    next: async () => refuse('unavailable'),
    asked: 0,
  };
  const holds = (units: bigint): void => {
    told.next = async () =>
      accept({ held: [{ money: money('USDC', units), network: 'solana' }], silent: [] });
  };
  const node = () => {
    const metrics = createMetrics();
    const lines: { level: number; cause?: string }[] = [];
    const looks = createFloatLooks({
      ...{ store, watch, clock, metrics, acts: createPostgresFloatActs(pool) },
      payers: [
        {
          id: provider,
          holdings() {
            told.asked += 1;
            return told.next();
          },
        },
      ],
      rules: { days: 3, least: new Map(least === null ? [] : [[floatName(key), least]]) },
      createId: (of) => createId({ now: clock.at, random, bucket: bucketOf(of) }),
      logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    });
    const figure = async (name: string, labels: Record<string, string> = {}) => {
      const { values = [] } = (await metrics.registry.getSingleMetric(`diboas_${name}`)?.get()) ?? {};
      return values.find(({ labels: of }) =>
        Object.entries({ provider, ...labels }).every(([label, value]) => of[label] === value),
      )?.value;
    };
    return { ...looks, figure, lines };
  };
  const fund = (bucket: number, units: bigint) =>
    store.fundFloat({
      ...{ ...key, bucket, units },
      audit: {
        ...{ id: createId({ now: clock.at, random, bucket }), at: clock.at, actor: 'ana' },
        ...{ act: 'float_added', subject: provider, detail: {} },
      },
    });
  const mine = async () => (await watch.floatItems()).filter((one) => one.provider === provider);
  const check = async () => (await watch.floatChecks()).find((one) => one.provider === provider);
  return { key, watch, told, holds, node, fund, mine, check };
}

describe('B8: what lies with a provider', () => {
  it('is asked by one node at a time, and every node shows what any of them found', async () => {
    const { told, holds, node, fund } = createScene();
    await fund(3, 90_000_000n);
    await fund(4, 10_000_000n);
    holds(99_000_000n);
    const nodes = [node(), node(), node()];
    await Promise.all(nodes.map((one) => one.lookOnce()));
    expect(told.asked).toBe(1);
    await Promise.all(nodes.map((one) => one.lookOnce()));
    expect(told.asked).toBe(1);
    const names = ['float_ledger', 'float_held', 'float_difference', 'float_promised'];
    for (const { figure } of nodes)
      expect(await Promise.all(names.map((name) => figure(name)))).toEqual([100, 99, -1, 0]);
    clock.at += 5 * MINUTE_MS;
    await Promise.all(nodes.map((one) => one.lookOnce()));
    expect(told.asked).toBe(2);
  });

  it('is asked at once where an operator wants it', async () => {
    const { told, holds, node, fund, watch } = createScene();
    await fund(3, 1n);
    holds(1n);
    const { lookOnce } = node();
    await lookOnce();
    clock.at += MINUTE_MS;
    await lookOnce();
    await watch.hastenFloatRounds(clock.at);
    await lookOnce();
    expect(told.asked).toBe(2);
  });

  it('opens an item once a difference has stood, and closes it when it is gone; both are in the audit', async () => {
    const { key, holds, node, fund, mine } = createScene();
    await fund(3, 100_000_000n);
    const { lookOnce, figure, lines } = node();
    const look = async (held: bigint) => {
      clock.at += 5 * MINUTE_MS;
      holds(held);
      await lookOnce();
    };
    for (let count = 0; count < 4; count += 1) await look(93_000_000n);
    expect(await mine()).toMatchObject([{ ...key, cause: 'float_differs' }]);
    expect(await figure('float_items', { cause: 'float_differs' })).toBe(1);
    expect(lines.filter(({ level }) => level === 50)).toMatchObject([{ cause: 'float_differs' }]);
    await look(100_000_000n);
    expect(await mine()).toEqual([]);
    expect(await figure('float_items', { cause: 'float_differs' })).toBe(0);
    const { rows } = await pool.query(
      `SELECT act FROM audit WHERE subject = $1 AND actor = 'server' ORDER BY at`,
      [key.provider],
    );
    expect(rows.map(({ act }) => act)).toEqual(['float_item_opened', 'float_item_closed']);
  });

  it('is not missing because its provider is away, throws, or answers while money moves', async () => {
    const { told, holds, node, fund, check, mine } = createScene();
    await fund(3, 100_000_000n);
    const { lookOnce, figure } = node();
    await lookOnce();
    expect(await check()).toMatchObject({ ledger: 100_000_000n, compared: null });
    expect(await figure('float_held')).toBeUndefined();
    told.next = () => Promise.reject(new Error('a bug of the adapter'));
    clock.at += 5 * MINUTE_MS;
    await lookOnce();
    expect((await check())?.compared).toBeNull();
    // Between the two looks at the books an order is promised and paid out, and it is told before that is booked.
    told.next = async () => {
      await pool.query(`UPDATE floats SET free = free - 40000000, promised = promised + 40000000
        WHERE provider = '${(await check())?.provider}' AND bucket = 3`);
      return accept({ held: [{ money: money('USDC', 60_000_000n), network: 'solana' }], silent: [] });
    };
    clock.at += 5 * MINUTE_MS;
    await lookOnce();
    expect(await check()).toMatchObject({ promised: 40_000_000n, compared: { difference: 0n } });
    holds(59_000_000n);
    clock.at += 5 * MINUTE_MS;
    await lookOnce();
    expect((await check())?.compared).toMatchObject({ difference: -1_000_000n });
    expect(await mine()).toEqual([]);
  });

  it('is low by what was used of it or by what was said, and not any more once money was brought', async () => {
    const { holds, node, fund, mine } = createScene(50_000_000n);
    await fund(3, 49_000_000n);
    holds(49_000_000n);
    const { lookOnce } = node();
    await lookOnce();
    expect(await mine()).toMatchObject([
      { cause: 'float_low', detail: '49.000000 USDC are free, and 50.000000 USDC should be' },
    ]);
    await fund(4, 1_000_000n);
    clock.at += 5 * MINUTE_MS;
    await lookOnce();
    expect(await mine()).toEqual([]);
  });

  it('is used by what was paid out of it in every bucket, and not by what is only promised', async () => {
    const { key, watch } = createScene();
    for (const bucket of [2, 5]) {
      for (const [kind, amount] of [
        ['posted', 30],
        ['pending', 400],
      ] as const)
        await database.query(
          `INSERT INTO transfers (bucket, transfer_id, kind, transaction_id, debit_owner, debit_kind, credit_owner, credit_kind,
             asset, network, amount, created_at, xact)
           VALUES (${bucket}, gen_random_uuid(), '${kind}', gen_random_uuid(), gen_random_uuid(), 'BANKING',
             '00000000-0000-0000-0000-000000000000', 'FLOAT:${key.provider}', 'USDC', 'solana', ${amount},
             '${new Date(clock.at).toISOString()}', pg_current_xact_id())`,
        );
    }
    const uses = async (since: number) =>
      (await Promise.all(BUCKETS.map((bucket) => watch.floatUses(bucket, since))))
        .flat()
        .filter((one) => one.provider === key.provider);
    expect(await uses(clock.at)).toEqual([
      { ...key, units: 30n },
      { ...key, units: 30n },
    ]);
    expect(await uses(clock.at + 1)).toEqual([]);
  });
});
