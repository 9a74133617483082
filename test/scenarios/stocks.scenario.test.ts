// A person buys and sells shares, whose exchange is closed at night, at weekends and on holidays: what they confirm then waits with us. All
// clocks here are one, which the test moves.
import { instantAt, ZONES } from '@diboas/calendars';
import { example } from '@diboas/example';
import { assert, MINUTE_MS, parseMoney } from '@diboas/kernel';
import type { QuoteOf, QuoteRequest } from '@diboas/protocol';
import { DOLLAR_FEED, SHARE_TRADERS } from '@diboas/providers/testing';
import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers } from '@diboas/sandbox-kit';
import { parseSettings, startServer } from '@diboas/server';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { type Person, signIn, untilTrue } from '@diboas/testkit/person';
import { unusedPort } from '@diboas/testkit/processes';
import { databaseSettings, layFloats, WITHOUT_LIMITS } from '@diboas/testkit/system';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';
import { wholeUnits } from './whole-units.ts';

const PROVIDERS = [example, ...SHARE_TRADERS, DOLLAR_FEED];
const BROKERS = SHARE_TRADERS.map(({ id }) => id);

const FRIDAY = instantAt('2026-12-04', '15:00', ZONES.newYork);
const SATURDAY = instantAt('2026-12-05', '12:00', ZONES.newYork);
const MONDAY_OPENS = instantAt('2026-12-07', '09:30', ZONES.newYork);
const FRIDAY_EVENING = instantAt('2026-12-11', '17:00', ZONES.newYork);
const NEXT_MONDAY_OPENS = instantAt('2026-12-14', '09:30', ZONES.newYork);

let database: TestDatabase;
let url: string;
let sandbox: ReturnType<typeof createSandbox>;
let ana: Person;
const undo: (() => Promise<unknown>)[] = [];

/** How far the clock of everybody here is ahead. */
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };

/** Sessions end while nobody is there, so whoever comes back signs in again. */
async function comeAt(instant: number): Promise<void> {
  aheadMs = instant - Date.now();
  ana = await signIn(url, 'ana-shares@example.com');
}

beforeAll(async () => {
  aheadMs = FRIDAY - Date.now();
  database = await createTestDatabase();
  undo.push(() => database.drop());
  const port = await unusedPort();
  url = `http://127.0.0.1:${port}`;
  const secrets = makeSecrets(PROVIDERS, createSecretSource());
  const random = { uint32: () => globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
  sandbox = createSandbox({
    doubles: await Promise.all(PROVIDERS.map((one) => one.sandbox())),
    config: testConfig(
      Object.fromEntries(
        PROVIDERS.map(({ id }) => [id, { secrets, webhookUrl: `${url}/v1/webhooks/${id}` }]),
      ),
      { stepMs: 20, businessDayMs: 50, webhookRetryMs: 200 },
    ),
    ...{ clock, timers: createRealTimers(), random, logger: pino({ level: 'silent' }) },
  });
  await sandbox.listen();
  undo.push(() => sandbox.close());
  const settings = parseSettings(
    {
      ...{ WORLD: 'sandbox', HOST: '127.0.0.1', PORT: String(port), MAILBOX: 'on', PACE_FACTOR: '0.05' },
      AUTH_SECRET: 'a secret that only tests sign with',
      ...Object.assign(secrets, ...PROVIDERS.map((one) => one.settingsAt(sandbox.urlOf(one.id)))),
      ...{ ...databaseSettings(database), ...WITHOUT_LIMITS },
    },
    PROVIDERS,
  );
  if (!settings.ok) throw new Error(settings.refusal.join('\n'));
  const server = await startServer(settings.value, { clock });
  undo.push(() => server.stop());
  await layFloats(database.appUrl, sandbox.floats.map(floatOf));
  ana = await signIn(url, 'ana-shares@example.com');
  const { id } = await ana.add('card', '500.00');
  await ana.until(id, 'completed');
  await confirmed({
    ...{ operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: '450.00' },
    ...{ asset: 'USDC', network: 'solana' },
  });
});
afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

function floatOf({ provider, asset, network, amount }: (typeof sandbox.floats)[number]) {
  const read = parseMoney(asset, amount);
  assert(read.ok, 'the sandbox tells exact amounts', { amount });
  return { provider, money: read.value, network };
}

async function confirmed(wanted: QuoteRequest) {
  const quote = await ana.price(wanted);
  expect((await ana.confirm(quote)).status).toBe(201);
  return quote;
}

async function trade(wanted: QuoteRequest): Promise<QuoteOf<'BUY_CRYPTO' | 'SELL_CRYPTO'>> {
  const quote = await confirmed(wanted);
  assert(quote.operation === 'BUY_CRYPTO' || quote.operation === 'SELL_CRYPTO', 'a trade was priced');
  return quote;
}

const AT_NOW = { type: 'market', toleranceBps: 300 } as const;
const buy = (amount: string): QuoteRequest => ({
  ...{ operation: 'BUY_CRYPTO', amount, network: 'solana', asset: 'AAPL', order: AT_NOW },
});

async function sharesHeld(): Promise<bigint> {
  const { balances } = await ana.balances();
  const held = balances.find(({ type, asset }) => type === 'INVESTING' && asset === 'AAPL');
  return wholeUnits('AAPL', held?.available ?? '0');
}

/** Does this to the market of every broker. */
async function steer(setting: object): Promise<void> {
  for (const broker of BROKERS) {
    const asked = { method: 'POST', body: JSON.stringify(setting) };
    expect((await fetch(`${sandbox.urlOf(broker)}/sandbox/market`, asked)).ok).toBe(true);
  }
}

/** Whether anything came to a broker while the exchange was closed. */
function cameClosed(): readonly unknown[] {
  const orders = sandbox.control.orders() as readonly {
    readonly provider: string;
    readonly cameClosed?: boolean;
  }[];
  return orders.filter(({ provider, cameClosed }) => BROKERS.includes(provider) && cameClosed);
}

describe('shares', () => {
  it('M31 are bought at once while New York trades', async () => {
    const quote = await trade(buy('100.00'));
    expect(quote.opensAt).toBeNull();
    await ana.until(quote.id, 'completed', 30_000);
    expect(await sharesHeld()).toBeGreaterThanOrEqual(wholeUnits('AAPL', quote.receive.amount));
  });

  it('M36 wait over a weekend, are told until when, and can be cancelled', async () => {
    await comeAt(SATURDAY);
    const before = await spendableOf(ana, 'INVESTING');
    const quote = await trade(buy('50.00'));
    const opensAt = new Date(MONDAY_OPENS).toISOString();
    expect(quote.opensAt).toBe(opensAt);
    const waiting = await ana.transaction(quote.id);
    expect(waiting).toMatchObject({
      ...{ status: 'BALANCE_RESERVED', state: 'accepted', where: 'set_aside', attempts: [] },
      waits: { for: 'market', until: opensAt },
    });
    expect((await ana.call('POST', `/v1/transactions/${quote.id}/cancel`)).status).toBe(200);
    await ana.until(quote.id, 'cancelled');
    expect(await spendableOf(ana, 'INVESTING')).toBe(before);
  });

  it('M36 that were ordered on Saturday, to buy and to sell, are traded on Monday at the opening', async () => {
    const bought = await trade(buy('50.00'));
    const sell: QuoteRequest = { operation: 'SELL_CRYPTO', asset: 'AAPL', amount: '0.1', order: AT_NOW };
    await untilTrue(
      async () => (await ana.call('POST', '/v1/quotes', { body: sell })).status === 201,
      () => 'a sale was not priced',
    );
    const sold = await trade(sell);
    await comeAt(MONDAY_OPENS + 1_000);
    for (const { id } of [bought, sold]) await ana.until(id, 'completed', 30_000);
    expect(cameClosed()).toEqual([]);
  });

  it('M36 that cost more at the opening than was agreed wait for their price, and are bought once it is back [price.beyond]', async () => {
    await comeAt(FRIDAY_EVENING);
    const { id } = await trade(buy('20.00'));
    await steer({ shiftBps: 600 });
    await comeAt(NEXT_MONDAY_OPENS + 1_000);
    const waitsFor = async () => (await ana.transaction(id)).waits?.for;
    await untilTrue(
      async () => (await waitsFor()) === 'price',
      () => 'it does not wait for its price',
    );
    expect(await ana.transaction(id)).toMatchObject({ status: 'BALANCE_RESERVED', attempts: [] });
    // Back within the tolerance, and not to what it was.
    await steer({ shiftBps: 150 });
    aheadMs += MINUTE_MS;
    await ana.until(id, 'completed', 30_000);
  });

  it('M36 wait where the exchange is closed though no calendar says so [market.closed]', async () => {
    await steer({ exchange: 'closed' });
    const isHeard = async () => {
      const quote = await ana.price(buy('10.00'));
      return quote.operation === 'BUY_CRYPTO' && quote.opensAt !== null;
    };
    await untilTrue(isHeard, () => 'nobody heard that it is closed');
    const { id } = await trade(buy('10.00'));
    expect(await ana.transaction(id)).toMatchObject({ waits: { for: 'market' }, attempts: [] });
    expect(cameClosed()).toEqual([]);
  });
});
