// Somebody looks at what can be put to work on Ethereum, by the contracts that stand there and by whoever compares yields: what is
// known of it, what they can bear, and what an amount could become.
import { assert } from '@diboas/kernel';
import {
  riskProfileView,
  type SayRiskRequest,
  type StrategyView,
  strategyDetail,
  strategyList,
} from '@diboas/protocol';
import { LENT } from '@diboas/providers/testing';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

const BOLD: SayRiskRequest['answers'] = {
  ...{ falls: 'put_in_more', needed: 'later', share: 'little', known: 'well', waiting: 'a_month' },
};

beforeAll(async () => {
  const chains = { networks: ['ethereum'], pace: 'at-once' } as const;
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, chains });
  ana = await world.person('ana');
});
afterAll(() => world?.close());

async function listed(): Promise<Map<string, StrategyView>> {
  const { items } = strategyList.parse((await ana.call('GET', '/v1/strategies')).body);
  // Of those in dollars there are more; whoever compares yields knows these.
  const lent: ReadonlySet<string> = new Set(Object.values(LENT));
  return new Map(items.filter(({ id }) => lent.has(id)).map((one) => [one.asset, one]));
}

async function detailOf(id: string, query = '') {
  return strategyDetail.parse((await ana.call('GET', `/v1/strategies/${id}${query}`)).body);
}

async function say(answers: SayRiskRequest['answers']): Promise<void> {
  const { version } = riskProfileView.parse((await ana.call('GET', '/v1/risk-profile')).body);
  const said = await ana.call('POST', '/v1/risk-profile', { body: { version, answers } });
  expect(said.status).toBe(200);
}

it('M42 M43 strategies are told with their risk, two words on their rate, and what is sold to whom', async () => {
  const before = await listed();
  const [dollars, ether] = [before.get('USDC'), before.get('ETH')];
  assert(dollars && ether, 'there are strategies in dollars and in ether', { known: [...before.keys()] });
  expect(dollars.suitability).toEqual({ kind: 'explained', why: ['no_profile'] });
  expect(dollars.risk?.parts).toHaveLength(7);
  expect(ether.risk?.level).not.toBe('low');
  await say({ ...BOLD, needed: 'any_day' });
  const careful = await listed();
  expect(careful.get('ETH')?.suitability).toEqual({ kind: 'explained', why: ['above_profile'] });
  await say(BOLD);
  const bold = await listed();
  expect([bold.get('USDC'), bold.get('ETH')].map((one) => one?.suitability)).toEqual([
    { kind: 'sold' },
    { kind: 'sold' },
  ]);
});

it('M42 the past of whoever compares yields makes a range of what an amount could become', async () => {
  const { id = '' } = (await listed()).get('USDC') ?? {};
  await untilTrue(
    async () => (await detailOf(id)).second !== null,
    () => 'nobody told a second word',
    { timeoutMs: 60_000, pauseMs: 200 },
  );
  const { scenarios, series, second, rate } = await detailOf(id, '?amount=1000&days=365');
  assert(scenarios.kind === 'range', 'there is a past to go by', { scenarios });
  expect(Number(scenarios.low.gain.amount)).toBeLessThan(Number(scenarios.high.gain.amount));
  expect(scenarios.assumed.source).toBe(second?.source);
  expect(rate?.source).not.toBe(second?.source);
  expect(series).toHaveLength(2);
});
