import { accept, MINUTE_MS, money, refuse } from '@diboas/kernel';
import {
  createOpenGate,
  inBankingDays,
  type Provider,
  type ProviderGate,
  type ProviderQuote,
} from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createLimitsHandler } from './handler.ts';

/** A provider of another company, which prices as the test says. */
function pricing(id: string, answer: Provider['quote']): Provider {
  return {
    ...{ id, name: id, roles: ['ON_RAMP'], keyLifetimeMs: 1, remembersRefusals: true, quote: answer },
    submit: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    lookup: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
  };
}

const offering = (toSeconds: number): ProviderQuote => ({
  fees: [],
  deliver: money('USDC', 1n),
  estimate: { fromSeconds: 1, toSeconds, source: 'provider' },
});

/** By card and bank alone. */
const taking =
  (toSeconds: number): Provider['quote'] =>
  async ({ method }) =>
    method === 'card' || method === 'bank' ? accept(offering(toSeconds)) : refuse('unsupported');

const away = async () => refuse('unavailable' as const);

function ask(providers: readonly Provider[], gate: ProviderGate = createOpenGate()) {
  const world = createSmallWorld();
  const parts = createTestParts(world, { providers: new Map(providers.map((one) => [one.id, one])), gate });
  const limits = createLimitsHandler(parts);
  async function told(query: Parameters<typeof limits>[0]['query'] = {}) {
    const answer = await limits({ ...requestOf('customer'), query });
    if (!answer.ok) throw new Error('the limits are refused');
    return answer.value.body.methods;
  }
  const methods = async () => (await told()).map(({ method, estimate }) => [method, estimate.toSeconds]);
  return { told, methods, clock: world.clock };
}

describe('what may be added', () => {
  it('has the methods that any provider offers, while the first is away', async () => {
    const { methods } = ask([pricing('first', away), pricing('second', taking(60))]);
    expect(await methods()).toEqual([
      ['card', 60],
      ['bank', 60],
    ]);
  });

  it('goes by the first provider that offers a method', async () => {
    const onlyCard: Provider['quote'] = async ({ method }) =>
      method === 'card' ? accept(offering(10)) : refuse('unsupported');
    const { methods } = ask([pricing('first', onlyCard), pricing('second', taking(60))]);
    expect(await methods()).toEqual([
      ['card', 10],
      ['bank', 60],
    ]);
  });

  it('goes by what is paid in and what arrives where, of which a provider may sell the one and not the other', async () => {
    const inEuros: Provider['quote'] = async ({ pay, receive, ...asked }) =>
      pay.asset === 'EUR' && receive.asset === 'SUI' && asked.destination === 'on sui'
        ? taking(30)({ pay, receive, ...asked })
        : refuse('unsupported');
    const { told } = ask([pricing('first', inEuros)]);
    expect(await told()).toEqual([]);
    expect(await told({ currency: 'EUR' })).toEqual([]);
    expect(await told({ currency: 'EUR', asset: 'SUI', network: 'sui' })).toHaveLength(2);
    // The last word on one thing is none on another.
    expect(await told({ currency: 'EUR' })).toEqual([]);
    expect(await told({ currency: 'EUR', asset: 'SUI', network: 'bitcoin' })).toEqual([]);
  });

  it('M25 names the days of banks as they are now, though the word is older', async () => {
    const byBank = { ...offering(1), estimate: inBankingDays({ fromDays: 1, toDays: 3 }) };
    const { told, clock } = ask([
      pricing('first', async (asked) => (asked.method === 'bank' ? accept(byBank) : await taking(10)(asked))),
    ]);
    const days = async () =>
      (await told()).map(({ estimate: { days: named } }) => named && [named.from, named.to]);
    clock.at = Date.parse('2026-11-30T21:44:00Z');
    expect(await days()).toEqual([null, ['2026-12-01', '2026-12-03']]);
    clock.at += MINUTE_MS;
    expect(await days()).toEqual([null, ['2026-12-02', '2026-12-04']]);
  });

  it('asks no provider whose breaker is open', async () => {
    const gate = { ...createOpenGate(), admits: (id: string) => id !== 'first' };
    const { methods } = ask(
      [pricing('first', async () => accept(offering(10))), pricing('second', taking(60))],
      gate,
    );
    expect(await methods()).toEqual([
      ['card', 60],
      ['bank', 60],
    ]);
  });

  it('asks once for everybody who waits, and again when the answer is old', async () => {
    let asked = 0;
    const { methods, clock } = ask([
      pricing('first', async (request) => {
        if (request.method === 'card') asked += 1;
        return await taking(10)(request);
      }),
    ]);
    await Promise.all([methods(), methods(), methods()]);
    await methods();
    expect(asked).toBe(1);
    clock.at += 10 * MINUTE_MS;
    await methods();
    expect(asked).toBe(2);
  });

  it('repeats the last word while nobody can be asked, and leaves out what nobody ever offered', async () => {
    let answer: Provider['quote'] = async ({ method }) =>
      method === 'card' ? accept(offering(10)) : refuse('unsupported');
    const { methods, clock } = ask([pricing('first', (request) => answer(request))]);
    expect(await methods()).toEqual([['card', 10]]);
    answer = away;
    clock.at += 10 * MINUTE_MS;
    expect(await methods()).toEqual([['card', 10]]);
  });
});
