import { QUESTIONS_VERSION } from '@diboas/defi';
import { accept, money, shareOfMoney } from '@diboas/kernel';
import type { Provider, Role } from '@diboas/orchestration';
import type { QuoteOf, QuoteRequest } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import type { StrategyShelf } from '../../strategies/shelf.ts';
import { LOOKED_INTO, someFacts } from '../../strategies/testing/told-strategies.ts';
import { createTestParts, pricingProvider, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createQuoteHandlers } from './handler.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const ESTIMATE = { fromSeconds: 10, toSeconds: 60, source: 'provider' } as const;

const FACTS = someFacts(Date.UTC(2026, 10, 23));

const BALANCED = {
  ...{ falls: 'wait', needed: 'later', share: 'some', known: 'a_little', waiting: 'a_week' },
} as const;

function doing(id: string, role: Role, quote: Provider['quote']): Provider {
  return { ...pricingProvider(id, quote), roles: [role] };
}

/** Adds a dollar for a dollar, crosses for three dollars and a tenth of a percent, and puts in what it is given. */
const PROVIDERS = [
  doing('card', 'ON_RAMP', async ({ pay }) =>
    accept({ fees: [], deliver: money('USDC', pay.units * 10_000n), estimate: ESTIMATE }),
  ),
  doing('ferry', 'BRIDGE', async ({ pay }) => {
    const fee = money('USDC', shareOfMoney(pay, 10n, 'up').units + 3_000_000n);
    const basis = { kind: 'quoted', by: 'Ferry' } as const;
    const part = { tier: 'provider', amount: fee, takenBy: 'Ferry', purpose: 'transfer', basis } as const;
    return accept({ fees: [part], deliver: pay, estimate: ESTIMATE });
  }),
  doing('north', 'DEFI', async ({ pay }) => accept({ fees: [], deliver: pay, estimate: ESTIMATE })),
];

async function ask(body: QuoteRequest, { wasAsked = true } = {}) {
  const world = createSmallWorld();
  await world.store.ensureCustomer(CUSTOMER, world.clock.at);
  const said = { version: QUESTIONS_VERSION, answers: BALANCED, at: world.clock.at };
  if (wasAsked) await world.store.sayRisk(CUSTOMER, said);
  const providers = new Map(PROVIDERS.map((one) => [one.id, one]));
  const strategies: StrategyShelf = {
    list: async () => [{ provider: 'north', facts: FACTS }],
    valueOf: async () => null,
    find: async (id) => (id === FACTS.id ? { provider: 'north', facts: FACTS } : null),
  };
  const parts = { ...createTestParts(world, { providers }), strategies };
  return await createQuoteHandlers(parts).createQuote({ ...requestOf(CUSTOMER), body });
}

const ADDING = {
  with: 'add',
  amount: '100.00',
  currency: 'USD',
  method: 'card',
  asset: 'USDC',
  network: 'solana',
} as const;

function unitsIn({ amount }: { readonly amount: string }): bigint {
  return BigInt(amount.replace('.', ''));
}

describe('M7 a journey', () => {
  it('is priced leg by leg: each takes no more than the one before brings, with all its fees', async () => {
    const asked = await ask({
      ...{ operation: 'JOURNEY', begins: ADDING },
      steps: [
        { do: 'cross', to: 'ethereum' },
        { do: 'start', strategy: LOOKED_INTO.strategy },
      ],
    });
    if (!asked.ok) throw new Error(asked.refusal.code);
    const quote = asked.value.body as QuoteOf<'JOURNEY'>;
    expect(quote.legs.map(({ key, operation }) => [key, operation])).toEqual([
      ['add', 'ADD_FUNDS'],
      ['0-cross', 'BRIDGE'],
      ['1-move', 'MOVE'],
      ['1-start', 'START_STRATEGY'],
    ]);
    for (const [index, leg] of quote.legs.entries()) {
      const before = quote.legs[index - 1];
      if (!before) continue;
      const left = unitsIn(before.receive) - unitsIn(leg.pay.total);
      // What is left for rounding stays in the balance, and is next to nothing.
      expect(left >= 0n && left < 10n, `${leg.key} leaves ${left}`).toBe(true);
    }
    expect(quote.from).toEqual({ kind: 'payment', method: 'card' });
    expect(quote.to).toMatchObject({ kind: 'strategy', strategy: LOOKED_INTO.strategy });
    expect(quote.pay.total).toEqual({ asset: 'USD', amount: '100.50' });
    expect(quote.receive).toEqual(quote.legs.at(-1)?.receive);
    expect(quote.estimate).toMatchObject({ fromSeconds: 30, toSeconds: 190 });
  });

  it('M52 crosses by itself to where the strategy is, and crosses nowhere where the money is there', async () => {
    const legsOf = async (network: 'solana' | 'ethereum') => {
      const steps = [{ do: 'start', strategy: LOOKED_INTO.strategy }] as const;
      const asked = await ask({
        ...{ operation: 'JOURNEY', begins: { ...ADDING, network }, steps: [...steps] },
      });
      if (!asked.ok) throw new Error(asked.refusal.code);
      return (asked.value.body as QuoteOf<'JOURNEY'>).legs.map(({ key }) => key);
    };
    expect(FACTS.network).toBe('ethereum');
    expect(await legsOf('ethereum')).toEqual(['add', '0-move', '0-start']);
    expect(await legsOf('solana')).toEqual(['add', '0-cross', '0-move', '0-start']);
  });

  it.each([
    [
      'goes on from where nothing is left',
      [
        { do: 'start', strategy: LOOKED_INTO.strategy },
        { do: 'move', to: 'BANKING' },
      ],
    ],
    [
      'starts what takes something else',
      [
        { do: 'buy', asset: 'SOL', order: { type: 'market', toleranceBps: 50 } },
        { do: 'start', strategy: LOOKED_INTO.strategy },
      ],
    ],
    ['moves to where it is', [{ do: 'move', to: 'BANKING' }]],
  ] as const)('that %s is refused, and says which step is wrong', async (_why, steps) => {
    const answer = await ask({ operation: 'JOURNEY', begins: ADDING, steps: [...steps] });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
  });

  it('M43 into what is riskier than somebody can bear, or who was never asked, is not sold', async () => {
    const steps = [
      { do: 'cross', to: 'ethereum' },
      { do: 'start', strategy: LOOKED_INTO.strategy },
    ] as const;
    const answer = await ask(
      { operation: 'JOURNEY', begins: ADDING, steps: [...steps] },
      { wasAsked: false },
    );
    expect(answer).toMatchObject({ refusal: { code: 'not_sold', detail: 'no_profile' } });
  });

  it('into what nobody tells of is refused', async () => {
    const steps = [{ do: 'start', strategy: 'gone' }] as const;
    expect(await ask({ operation: 'JOURNEY', begins: ADDING, steps: [...steps] })).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });

  it('of one step out of a balance is that step', async () => {
    const begins = {
      with: 'balance',
      type: 'BANKING',
      amount: '10',
      asset: 'USDC',
      network: 'solana',
    } as const;
    const answer = await ask({ operation: 'JOURNEY', begins, steps: [{ do: 'move', to: 'DEFI' }] });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'insufficient_funds' } });
  });
});
