// A person brings dollars from one network to another one. What has left is on its way for as long as whoever stands between says nothing, and
// arrives once.
import { assert, DAY_MS, money } from '@diboas/kernel';
import { depositAddressList, type QuoteView, quoteView } from '@diboas/protocol';
import { askNow, openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { wholeUnits } from './whole-units.ts';

let world: OpenSystem;
let ana: Person;

/** The clock of the server, which may be ahead of that of the networks. */
const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
const WAIT = { timeoutMs: 60_000, pauseMs: 100 };

beforeAll(async () => {
  const chains = { networks: ['ethereum', 'solana'], pace: 'at-once' } as const;
  // Who signs requests by their time refuses a clock that is a day ahead, which is no matter here.
  const settings = { PACE_FACTOR: '0.02', LOG_LEVEL: 'fatal' };
  world = await openSystem({
    start: inProcess({ clock }),
    floats: true,
    everyProvider: true,
    settings,
    chains,
  });
  ana = await world.person('ana');
  const made = depositAddressList.parse((await ana.call('POST', '/v1/deposit-addresses')).body);
  const { address = '' } = made.items.find(({ network }) => network === 'ethereum') ?? {};
  const ethereum = await world.outside.chain('ethereum');
  await ethereum.fund(address, money('USDC', 500_000_000n));
  await untilTrue(
    async () => {
      await ethereum.mine(66);
      return (await held('ethereum')) > 0n;
    },
    () => 'no dollars have come',
    WAIT,
  );
});
afterEach(() => world.outside.setFaults([]));
afterAll(() => world?.close());

async function held(network: 'ethereum' | 'solana'): Promise<bigint> {
  const { balances } = await ana.balances();
  const found = balances.find(
    (one) => one.type === 'BANKING' && one.asset === 'USDC' && one.network === network,
  );
  return wholeUnits('USDC', found?.available ?? '0');
}

const WISH = {
  ...({ operation: 'BRIDGE', type: 'BANKING', asset: 'USDC', from: 'ethereum', to: 'solana' } as const),
};

async function begun(amount: string): Promise<QuoteView> {
  const quote = await ana.price({ ...WISH, amount });
  assert('pay' in quote, 'it was priced', { quote });
  expect((await ana.confirm(quote)).status).toBe(201);
  return quote;
}

/** Blocks come on both networks, and whoever is asked about is asked about now. */
async function until(id: string, isSo: () => Promise<boolean>, words: string): Promise<void> {
  await untilTrue(
    async () => {
      await (await world.outside.chain('ethereum')).mine(66);
      await (await world.outside.chain('solana')).mine(34);
      await askNow(world.database, [id]);
      return await isSo();
    },
    () => words,
    WAIT,
  );
}

async function statusOf(id: string): Promise<string> {
  const rows = await world.database.query<{ status: string }>(
    'SELECT status FROM transactions WHERE transaction_id = $1::uuid',
    [id],
  );
  return rows[0]?.status ?? 'nowhere';
}

/** What the transaction's only attempt knows to have moved. */
async function movedOf(id: string): Promise<string[]> {
  const rows = await world.database.query<{ state: string }>(
    'SELECT state::text FROM transactions WHERE transaction_id = $1::uuid',
    [id],
  );
  const { attempts } = JSON.parse(rows[0]?.state ?? '{"attempts":[]}') as {
    attempts: { movements: { kind?: string }[] | unknown[][] }[];
  };
  expect(attempts).toHaveLength(1);
  return (attempts[0]?.movements ?? []).map(
    (one) =>
      `${Array.isArray(one) ? one.find((part) => typeof part === 'string' && /^(taken|given|spent|returned)$/.test(part)) : one.kind}`,
  );
}

let cents = 50_00n;

/** Who would bring it across where these are away. A price is remembered for as much, so each is of another amount. */
async function pricedWithout(away: readonly string[]): Promise<QuoteView> {
  await world.outside.setFaults(away.map((provider) => ({ kind: 'outage', match: { provider } })));
  let quote: QuoteView | null = null;
  await untilTrue(
    async () => {
      cents += 1n;
      const amount = `${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`;
      const answer = await ana.call('POST', '/v1/quotes', { body: { ...WISH, amount } });
      quote = answer.status === 201 ? quoteView.parse(answer.body) : null;
      return quote !== null;
    },
    () => `nobody brings it without ${away.join(', ')}`,
    WAIT,
  );
  assert(quote, 'it was priced');
  return quote;
}

it('M51 whoever is there brings it across: where those who keep less are away, the last of them does it', async () => {
  const away: string[] = [];
  for (let place = 0; place < 3; place += 1) away.push((await pricedWithout(away)).provider.id);
  expect(new Set(away).size).toBe(3);
  const [last, ...others] = away.toReversed();
  const quote = await pricedWithout(others);
  expect(quote.provider.id).toBe(last);
  const before = await held('solana');
  expect((await ana.confirm(quote)).status).toBe(201);
  await until(quote.id, async () => (await ana.transaction(quote.id)).ended, 'it does not arrive');
  expect(await ana.transaction(quote.id)).toMatchObject({
    ...{ state: 'completed', attempts: [{ provider: last, state: 'succeeded' }] },
  });
  expect((await held('solana')) - before).toBeGreaterThanOrEqual(wholeUnits('USDC', quote.receive.amount));
  expect(await openHolds(world.database)).toEqual([]);
});

it('M51 what was burnt is owed while nobody attests to it, whatever the time, and then arrives once [crossing.owed]', async () => {
  const [before, there] = [await held('ethereum'), await held('solana')];
  const quote = await begun('100.00');
  const { id, provider } = quote;
  await untilTrue(
    async () => (await statusOf(id)) === 'PROVIDER_PROCESSING',
    () => 'nothing has left',
    WAIT,
  );
  // Before the network is certain of it, nobody is asked for an attestation.
  await world.outside.setFaults([{ kind: 'outage', match: { provider: provider.id } }]);
  await until(id, async () => (await movedOf(id)).length > 0, 'nothing is known to have left');
  clock.aheadMs += DAY_MS;
  // Whoever was signed in a day ago is not any more.
  ana = await world.person('ana');
  for (let asked = 0; asked < 5; asked += 1) {
    await until(id, async () => true, 'it is asked about');
    expect((await ana.transaction(id)).ended).toBe(false);
  }
  expect(await movedOf(id)).toEqual(['spent', 'taken']);
  expect(await statusOf(id)).toBe('PROVIDER_PROCESSING');
  const items = await world.database.query('SELECT cause FROM operator_items WHERE transaction_id = $1', [
    id,
  ]);
  expect(items).toEqual([{ cause: 'overdue' }]);
  await world.outside.setFaults([]);
  await until(id, async () => (await ana.transaction(id)).ended, 'it does not arrive');
  const done = await ana.transaction(id);
  expect(done).toMatchObject({ state: 'completed', attempts: [{ state: 'succeeded' }] });
  const spent = before - (await held('ethereum'));
  expect(spent).toBeGreaterThan(100_000_000n);
  const arrived = (await held('solana')) - there;
  expect(arrived).toBeGreaterThanOrEqual(wholeUnits('USDC', quote.receive.amount));
  expect(arrived).toBeLessThan(100_000_000n);
  expect(await openHolds(world.database)).toEqual([]);
});
