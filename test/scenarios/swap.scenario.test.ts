// A person buys and sells ether on its own network, where a swap is a transaction of ours: kept before it leaves, done once, and
// counted when the network will not undo it.
import { assert, money } from '@diboas/kernel';
import { depositAddressList, type QuoteRequest, type TransactionView } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeUnits } from './whole-units.ts';

let world: OpenSystem;
let ana: Person;

const AT_NOW = { type: 'market', toleranceBps: 50 } as const;
const ON_ETHEREUM = { asset: 'USDC', network: 'ethereum' } as const;

beforeAll(async () => {
  const settings = { PACE_FACTOR: '0.02' };
  const chains = { networks: ['ethereum'], pace: 'at-once' } as const;
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, settings, chains });
  ana = await world.person('ana');
  const made = depositAddressList.parse((await ana.call('POST', '/v1/deposit-addresses')).body);
  const { address = '' } = made.items.find(({ network }) => network === 'ethereum') ?? {};
  const chain = await world.outside.chain('ethereum');
  await chain.fund(address, money('USDC', 500_000_000n));
  await untilTrue(
    async () => {
      await chain.mine(66);
      return (await held('BANKING', 'USDC')) > 0n;
    },
    () => 'no dollars have come',
    { timeoutMs: 60_000, pauseMs: 100 },
  );
  const move = {
    operation: 'MOVE',
    from: 'BANKING',
    to: 'INVESTING',
    amount: '400.00',
    ...ON_ETHEREUM,
  } as const;
  await ana.confirm(await ana.price(move));
});
afterAll(() => world?.close());

async function held(type: 'BANKING' | 'INVESTING', asset: 'USDC' | 'ETH'): Promise<bigint> {
  const { balances } = await ana.balances();
  const found = balances.find(
    (one) => one.type === type && one.asset === asset && one.network === 'ethereum',
  );
  return wholeUnits(asset, found?.available ?? '0');
}

async function swapped(
  wanted: QuoteRequest,
): Promise<{ readonly done: TransactionView; readonly total: bigint }> {
  const quote = await ana.price(wanted);
  assert('pay' in quote, 'it was priced', { quote });
  expect((await ana.confirm(quote)).status).toBe(201);
  const chain = await world.outside.chain('ethereum');
  await untilTrue(
    async () => {
      await chain.mine(40);
      return (await ana.transaction(quote.id)).ended;
    },
    () => 'the network does not keep it',
    { timeoutMs: 60_000, pauseMs: 100 },
  );
  return { done: await ana.transaction(quote.id), total: wholeUnits('USDC', quote.pay.total.amount) };
}

describe('a trade on a network', () => {
  it('M31 buys ether for no more than was confirmed, of which what the network did not take comes back', async () => {
    const before = await held('INVESTING', 'USDC');
    const wanted = {
      operation: 'BUY_CRYPTO',
      amount: '100.00',
      network: 'ethereum',
      asset: 'ETH',
      order: AT_NOW,
    } as const;
    const { done, total } = await swapped(wanted);
    expect(done).toMatchObject({ state: 'completed', attempts: [{ state: 'succeeded' }] });
    const spent = before - (await held('INVESTING', 'USDC'));
    expect(spent > 100_250_000n && spent < total, `${spent} of ${total}`).toBe(true);
    // A fortieth of an ether, less a twentieth of a percent, and half a percent at most.
    const bought = await held('INVESTING', 'ETH');
    expect(bought > 24_860_000_000_000_000n && bought < 25_000_000_000_000_000n, `${bought}`).toBe(true);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('M31 sells ether, and keeps of the dollars what was confirmed', async () => {
    const [dollars, ether] = [await held('INVESTING', 'USDC'), await held('INVESTING', 'ETH')];
    const wanted = {
      operation: 'SELL_CRYPTO',
      amount: '0.01',
      asset: 'ETH',
      network: 'ethereum',
      order: AT_NOW,
    } as const;
    const { done } = await swapped(wanted);
    expect(done.state).toBe('completed');
    expect(ether - (await held('INVESTING', 'ETH'))).toBe(wholeUnits('ETH', '0.01'));
    const brought = (await held('INVESTING', 'USDC')) - dollars;
    expect(brought > 38_000_000n && brought < 39_950_000n, `${brought}`).toBe(true);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('the database has the names of all that left, and what moved bears one of them', async () => {
    const rows = await world.database.query<{ state: string }>(
      `SELECT state::text FROM transactions WHERE operation IN ('BUY_CRYPTO', 'SELL_CRYPTO')`,
    );
    expect(rows.length).toBe(2);
    for (const { state } of rows) {
      const [attempt] = (JSON.parse(state) as { attempts: { memos: string[][]; movements: unknown[][] }[] })
        .attempts;
      const names = attempt?.memos.flat() ?? [];
      expect(attempt?.movements.flat().some((one) => names.includes(`${one}`))).toBe(true);
    }
  });
});
