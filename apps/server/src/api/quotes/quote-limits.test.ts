import { accept, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { ProviderQuote } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { BY_CARD, createTestParts, pricingProvider, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createQuoteHandlers } from './handler.ts';

const ANA = '0f0e0d0c-0b0a-4909-8807-060504030201';
const BEN = '1f0e0d0c-0b0a-4909-8807-060504030201';

const PRICE: ProviderQuote = {
  fees: [],
  deliver: money('USDC', 10_000_000n),
  estimate: { fromSeconds: 1, toSeconds: 2, source: 'provider' },
};

/** A provider that counts how often it is asked for a price, and answers when it is let go on. */
async function openDesk({ held = false } = {}) {
  const world = createSmallWorld();
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  const provider = pricingProvider('northpay', async ({ pay }) => {
    asked.push(String(pay.units));
    if (held) await new Promise<void>((resolve) => waiting.push(resolve));
    return accept(PRICE);
  });
  const parts = createTestParts(world, { providers: new Map([[provider.id, provider]]) });
  for (const customer of [ANA, BEN]) await world.store.ensureCustomer(customer, world.clock.now());
  const { createQuote } = createQuoteHandlers(parts);
  async function ask(customerId = ANA, amount = '10.00') {
    const answer = await createQuote({ ...requestOf(customerId), body: { ...BY_CARD, amount } });
    return answer.ok ? 'priced' : answer.refusal;
  }
  const letGoOn = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  return { ask, asked, letGoOn, world };
}

async function askTimes(ask: () => Promise<unknown>, count: number): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await ask());
  return answers;
}

describe('prices for one customer', () => {
  it('are 20 a minute, and others are given theirs [prices.without_end]', async () => {
    const { ask, world } = await openDesk();
    expect(new Set(await askTimes(ask, 20))).toEqual(new Set(['priced']));
    world.clock.at += 20 * SECOND_MS;
    expect(await ask()).toEqual({ code: 'too_many_requests', headers: { 'retry-after': '40' } });
    expect(await ask(BEN)).toBe('priced');
    world.clock.at += 40 * SECOND_MS;
    expect(await ask()).toBe('priced');
  });

  it('are three at a time [prices.without_end]', async () => {
    const { ask, letGoOn } = await openDesk({ held: true });
    const first = [ask(), ask(), ask()];
    expect(await ask()).toMatchObject({ code: 'too_many_requests' });
    await new Promise((resolve) => setImmediate(resolve));
    letGoOn();
    expect(await Promise.all(first)).toEqual(['priced', 'priced', 'priced']);
    const next = ask();
    await new Promise((resolve) => setImmediate(resolve));
    letGoOn();
    expect(await next).toBe('priced');
  });

  it('are counted no longer once they were given, also those that the minute ended under', async () => {
    const { ask, letGoOn, world } = await openDesk({ held: true });
    for (let time = 0; time < 4; time += 1) {
      const waiting = ask(ANA, `1${time}.00`);
      world.clock.at += MINUTE_MS;
      const others = [ask(ANA, `2${time}.00`), ask(ANA, `3${time}.00`)];
      await new Promise((resolve) => setImmediate(resolve));
      letGoOn();
      expect(await Promise.all([waiting, ...others])).toEqual(['priced', 'priced', 'priced']);
    }
  });
});

describe('a provider’s price', () => {
  it('is asked for once by all who want it at a time, and again after some seconds', async () => {
    const { ask, asked, letGoOn, world } = await openDesk({ held: true });
    const first = [ask(ANA), ask(BEN), ask(BEN)];
    await new Promise((resolve) => setImmediate(resolve));
    letGoOn();
    await Promise.all(first);
    expect(await ask()).toBe('priced');
    expect(asked).toHaveLength(1);
    world.clock.at += 5 * SECOND_MS;
    const later = ask();
    await new Promise((resolve) => setImmediate(resolve));
    letGoOn();
    await later;
    expect(asked).toHaveLength(2);
  });

  it('is not given for longer because the clock was put back', async () => {
    const { ask, asked, world } = await openDesk();
    await ask();
    world.clock.at -= 20 * MINUTE_MS;
    await ask();
    expect(asked).toHaveLength(2);
  });

  it('is not asked for more often than the bucket allows, whatever the amounts', async () => {
    const { ask, asked, world } = await openDesk();
    let cents = 0;
    const askAnother = () => {
      cents += 1;
      return ask(
        `${String(cents).padStart(8, '0')}-0b0a-4909-8807-060504030201`,
        `10.${String(cents % 100).padStart(2, '0')}`,
      );
    };
    for (let count = 0; count < 80; count += 1)
      await world.store.ensureCustomer(
        `${String(count + 1).padStart(8, '0')}-0b0a-4909-8807-060504030201`,
        0,
      );
    const answers = await askTimes(askAnother, 80);
    expect(asked).toHaveLength(60);
    expect(answers.filter((one) => one === 'priced')).toHaveLength(60);
  });
});

describe('refused prices', () => {
  it('are one row of the audit a minute and customer, with how many there were', async () => {
    const { ask, world } = await openDesk();
    const rows = () => world.store.audit().map(({ act, detail }) => ({ act, unrecorded: detail.unrecorded }));
    for (let count = 0; count < 15; count += 1) await ask(ANA, '1.00');
    expect(rows()).toEqual([{ act: 'quote_refused', unrecorded: undefined }]);
    world.clock.at += MINUTE_MS;
    await ask(ANA, '1.00');
    expect(rows().at(-1)).toEqual({ act: 'quote_refused', unrecorded: 14 });
  });
});
