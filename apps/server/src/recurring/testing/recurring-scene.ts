import { BUY_CRYPTO, offerRecurring } from '@diboas/investing';
import {
  accept,
  assert,
  bucketOf,
  createId,
  createSeededRandom,
  formatMoney,
  type Instant,
  type Money,
  money,
  refuse,
  scaleUnits,
  unitsPerOne,
} from '@diboas/kernel';
import {
  createEngine,
  createOpenGate,
  createQuoting,
  DEFAULT_PACE,
  exchange,
  type Operation,
  type PriceRequest,
  type Provider,
  priceOf,
  type RecurringBuy,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { SOME_QUOTE, someTerms, tellOf } from '@diboas/testkit/fixtures';
import { wishToBuy } from '../../api/quotes/wish-trade.ts';
import type { Parts } from '../../parts/parts.ts';
import { createTestParts, pricingProvider } from '../../testing/parts.ts';
import { createRecurringRounds } from '../run-recurring.ts';

/** Brings digital dollars to what is invested, at once. */
const FUND: Operation = {
  name: 'TEST_FUND',
  role: 'ON_RAMP',
  activities: { open: 'AWAITING_PAYMENT', working: 'BANK_PROCESSING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: 60_000 }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price: ({ pay, payNetwork, receive }) => {
    const deliver = money('USDC', pay.units * 10_000n);
    const order = { pay, payNetwork, deliver, network: receive.network, chargeMax: pay };
    return { price: priceOf(pay, []), receive: { money: deliver, network: receive.network }, order };
  },
  ...exchange({ from: 'outside', to: 'INVESTING' }),
};

const OPERATIONS = new Map([FUND, BUY_CRYPTO].map((one) => [one.name, one]));

const FIFTY = {
  operation: 'BUY_CRYPTO',
  amount: '50.00',
  network: 'solana',
  asset: 'BTC',
  order: { type: 'market', toleranceBps: 50 },
} as const;

/** Begins a Monday noon in São Paulo. */
const START = Date.UTC(2026, 10, 30, 15);

/** A store with a clock, a venue and a market; in whole dollars, what one bitcoin costs at each, null where nobody knows. */
function createPlace(store: Store, seed: number) {
  const random = createSeededRandom(seed);
  const clock = { at: START, now: (): Instant => clock.at };
  const market: { venue: bigint | null; told: bigint | null; isThin: boolean } = {
    ...{ venue: 100_000n, told: 100_000n, isThin: false },
  };
  const makeId = (of: string) => createId({ now: clock.at, random, bucket: bucketOf(of) });
  const funded = new Map<string, Terms>();
  const venue: Provider = {
    ...pricingProvider('northvenue', async ({ pay }) => {
      if (market.venue === null) return refuse('unavailable');
      if (market.isThin) return refuse('amount_too_large');
      const expected = bitcoinFor(pay, market.venue);
      const least = { numerator: 9_950n, denominator: 10_000n, rounding: 'down' } as const;
      const deliver = money('BTC', scaleUnits(expected.units, least));
      return accept({ ...SOME_QUOTE, fees: [], deliver, expected });
    }),
    roles: ['EXCHANGE'],
  };
  const funder: Provider = {
    ...pricingProvider('northpay', async () => refuse('unavailable')),
    async submit({ transactionId }) {
      const terms = funded.get(transactionId);
      assert(terms, 'what is submitted was confirmed here');
      return { kind: 'accepted', observation: tellOf(terms, 'done') };
    },
  };
  const providers = new Map([venue, funder].map((one) => [one.id, one]));

  /** One node of its own. */
  function openNode(over: Partial<Parts> = {}) {
    const own = { operations: OPERATIONS, providers, clock, random };
    const engine = createEngine({ store, ...own, pace: DEFAULT_PACE, returnUrl: () => 'http://127.0.0.1/' });
    const parts: Parts = {
      ...createTestParts({ store, engine, clock }, { providers, gate: createOpenGate() }),
      ...{ operations: OPERATIONS, createId: makeId, canMail: true },
      worthOf: (held) => (market.told === null ? null : dollarsFor(held, market.told)),
      ...over,
    };
    return { engine, parts, rounds: createRecurringRounds(parts) };
  }
  return { store, random, clock, market, makeId, funded, openNode, first: openNode() };
}

type Place = ReturnType<typeof createPlace>;

/** People of a place, who have dollars among what is invested and agree to buy again and again. */
function createPeople({ store, random, clock, makeId, funded, first }: Place) {
  /** Somebody with so many whole dollars. */
  async function buyer(dollars: bigint): Promise<string> {
    const customerId = makeId(String(random.uint32()));
    await store.ensureCustomer(customerId, clock.at);
    const request = {
      pay: money('USD', dollars * 100n),
      ...({ payNetwork: 'fiat', method: 'card' } as const),
      receive: { asset: 'USDC', network: 'solana' },
    } as const satisfies PriceRequest;
    const terms = someTerms({ id: makeId(customerId), customerId, now: clock.at, operation: FUND, request });
    funded.set(terms.id, terms);
    await store.saveQuote(terms);
    await confirm(terms);
    return customerId;
  }

  /** A quote for 50.00 USDC of bitcoin, with which goes what is bought again and again. */
  async function offer(customerId: string): Promise<{ terms: Terms; rule: RecurringBuy }> {
    const quoting = createQuoting({
      ...{ ...first.parts, startTimer: () => () => {}, noteRefused: async () => {} },
    });
    const wish = wishToBuy(first.parts, { customerId }, FIFTY);
    assert(wish.ok, 'it can be asked for');
    const priced = await quoting.price(wish.value);
    assert(priced.ok, 'it has a price', priced.ok ? {} : { code: priced.refusal.code });
    const rule = offerRecurring(priced.value, { every: 'week', zone: 'America/Sao_Paulo' });
    assert(rule, 'it is bought at the price of now');
    await store.offerRecurringBuy(rule, 20);
    return { terms: priced.value, rule };
  }

  /** Of what was agreed to besides nothing is said: the next look finds it. */
  async function confirm(terms: Terms): Promise<void> {
    const seen = { fingerprint: terms.id, totalSeen: terms.price.total };
    await first.engine.send({ type: 'initiate', terms, key: `confirm-${terms.id}`, ...seen });
    await first.engine.idle();
  }
  return { buyer, offer, confirm };
}

/** A place with people, and what tests ask of it. */
export function createRecurringScene(store: Store, seed: number) {
  const place = createPlace(store, seed);
  const people = createPeople(place);
  const { clock, first } = place;

  async function read(id: string): Promise<RecurringBuy> {
    const rule = await store.recurringBuy(id);
    assert(rule, 'the rule is there', { id });
    return rule;
  }

  return {
    ...{ ...place, ...people, read },
    /** Somebody's recurring buy, whose first look is over. */
    async recurring(customerId: string): Promise<RecurringBuy> {
      const { terms, rule } = await people.offer(customerId);
      await people.confirm(terms);
      clock.at = rule.dueAt ?? 0;
      await first.rounds.lookOnce();
      return await read(rule.id);
    },
    /** The transactions of somebody that buy, the first one first. */
    async bought(customerId: string): Promise<readonly Transaction[]> {
      const all = await store.transactions(customerId, { before: null, limit: 100 });
      return all.filter(({ operation }) => operation === BUY_CRYPTO.name).toReversed();
    },
    /** Lets time go on to each moment at which the rule is due, up to `until`, and looks then. */
    async liveUntil(id: string, until: Instant): Promise<void> {
      for (let due = (await read(id)).dueAt; due !== null && due <= until; due = (await read(id)).dueAt) {
        clock.at = due;
        await first.rounds.lookOnce();
      }
      clock.at = until;
    },
    /** What somebody was told, the first first. */
    async told(customerId: string) {
      return (await store.notices(customerId, 100)).toReversed().map(({ content }) => content);
    },
  };
}

export type RecurringScene = ReturnType<typeof createRecurringScene>;

function bitcoinFor({ units }: Money, price: bigint): Money {
  return money('BTC', (units * unitsPerOne('BTC')) / (price * unitsPerOne('USDC')));
}

function dollarsFor(held: Money, price: bigint): Money {
  assert(held.asset === 'BTC', 'only bitcoin is priced here', { held: formatMoney(held) });
  return money('USDC', (held.units * price * unitsPerOne('USDC')) / unitsPerOne('BTC'));
}
