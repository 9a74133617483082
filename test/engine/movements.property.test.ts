// What moved at a provider may be told in any order, as often as it likes and in as many pieces: what is booked of it, the
// balances and what follows are the same. Tried for each pair of places that money moves between, with and without parts.
import { type Asset, money } from '@diboas/kernel';
import {
  exchange,
  type Movement,
  type Observation,
  type Operation,
  type Places,
  type ProviderQuote,
  priceOf,
  type Terms,
} from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

/** Our own fee, on top of what leaves a balance or within what arrives from outside. */
const OWN_FEE = 1_003n;

/** What the person has in each balance before. */
const FUNDED = 1_000_000_000n;

const BALANCES = ['BANKING', 'INVESTING', 'DEFI'] as const;

interface Ways extends Places {
  readonly inParts: boolean;
  /** What arrives; USDC leaves a balance, and USD somebody's card. */
  readonly arrives: Asset;
}

/** Each pair of places that there is, in all its ways. */
const WAYS: readonly Ways[] = BALANCES.flatMap((balance) => [
  ...BALANCES.map((to) => ({ from: balance, to, arrives: to === balance ? 'SOL' : 'USDC' }) as const),
  { from: balance, to: 'outside', arrives: 'USDC' } as const,
  { from: 'outside', to: balance, arrives: 'SOL' } as const,
]).flatMap((places) => [false, true].map((inParts) => ({ ...places, inParts })));

function operationOf(name: string, places: Places): Operation {
  return {
    name,
    role: 'EXCHANGE',
    activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
    size: { minimum: money('USDC', 1n), maximum: null },
    patience: () => ({ openMs: 1_000 }),
    admit: () => null,
    order: ({ pay }) => ({ pay }),
    price({ pay, payNetwork, receive: { network } }, { deliver }) {
      const onTop = places.from !== 'outside';
      const basis = { kind: 'quoted', by: 'diBoaS' } as const;
      const fee = { tier: 'platform', takenBy: 'diBoaS', purpose: 'arranging', basis } as const;
      const price = priceOf(pay, onTop ? [{ ...fee, amount: money(pay.asset, OWN_FEE) }] : []);
      const least = onTop ? deliver : money(deliver.asset, deliver.units - OWN_FEE);
      return {
        price,
        receive: { money: least, network },
        order: { pay, payNetwork, deliver, network, chargeMax: pay },
      };
    },
    ...exchange(places),
  };
}

/** One thing that was carried out of the order, in units of what left and of what arrived. */
interface Fill {
  readonly taken: bigint;
  readonly given: bigint;
}

/** All that ever moves under one order. */
interface Story {
  readonly ways: Ways;
  readonly pay: bigint;
  readonly deliver: bigint;
  readonly fills: readonly Fill[];
  /** What comes back of what was taken, after the end. */
  readonly back: readonly bigint[];
}

/** How a share of the whole is split over so many pieces, to the last unit. */
function split(whole: bigint, weights: readonly number[]): bigint[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  let before = 0;
  return weights.map((weight) => {
    const from = (whole * BigInt(before)) / total;
    before += weight;
    return (whole * BigInt(before)) / total - from;
  });
}

const stories = fc
  .record({
    ways: fc.constantFrom(...WAYS),
    pay: fc.bigInt({ min: 100_000n, max: 900_000_000n }),
    deliver: fc.bigInt({ min: 100_000n, max: 900_000_000n }),
    weights: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }),
    filledBps: fc.oneof(fc.integer({ min: 100, max: 10_300 }), fc.integer({ min: 10_000, max: 25_000 })),
    cheaperBps: fc.constantFrom(0, 0, 1, 700),
    backBps: fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 3 }),
  })
  .map(({ ways, pay, deliver, weights, filledBps, cheaperBps, backBps }): Story => {
    // Only somebody who pays from outside can pay for more than was ordered, by paying once more.
    const most = ways.from === 'outside' ? filledBps : Math.min(10_300, filledBps);
    const given = (deliver * BigInt(ways.inParts ? most : Math.max(10_000, most))) / 10_000n;
    const fair = ways.from === 'outside' ? (pay * given) / deliver : smaller(pay, (pay * given) / deliver);
    const taken = (fair * BigInt(10_000 - cheaperBps)) / 10_000n;
    const [gives, takes] = [split(given, weights), split(taken, weights)];
    const fills = gives.map((units, index) => ({ given: units, taken: takes[index] ?? 0n }));
    return { ways, pay, deliver, fills, back: backBps.map((share) => (taken * BigInt(share)) / 10_000n) };
  });

/** One message: of each movement nothing, some or all of it, and of how it went. */
interface Telling {
  readonly kind: 'working' | 'ended' | 'undone';
  readonly shares: readonly number[];
}

const WHOLE = 4;

const tellings = fc.array(
  fc.record({
    kind: fc.constantFrom('working', 'working', 'ended', 'undone'),
    shares: fc.array(fc.integer({ min: 0, max: WHOLE }), { minLength: 11, maxLength: 11 }),
  }),
  { maxLength: 6 },
);

const ALL: Telling = { kind: 'ended', shares: [] };

/** So much of what moved as a message tells; all of it where it says nothing. */
function shown(movement: Movement, share = WHOLE): readonly Movement[] {
  const units = (movement.money.units * BigInt(share)) / BigInt(WHOLE);
  if (units === 0n) return [];
  const whole = share === WHOLE;
  const networkReference = whole ? movement.networkReference : null;
  return [{ ...movement, money: { ...movement.money, units }, networkReference }];
}

function movementsOf({ fills, back, ways }: Story, { order }: Terms) {
  const { pay, payNetwork, deliver, network, destination } = order;
  const plain = { destination: null, networkReference: null, reason: null };
  const filled = fills.flatMap(({ taken, given }, index): Movement[] => [
    { ...plain, id: `fill_${index}`, kind: 'taken', money: { ...pay, units: taken }, network: payNetwork },
    {
      ...{ id: `fill_${index}`, kind: 'given', network, destination, reason: null },
      ...{ money: { ...deliver, units: given }, networkReference: `hash_${index}` },
    },
  ]);
  const kind = ways.from === 'outside' ? 'taken_back' : 'returned';
  const cameBack = back.map((units, index): Movement => {
    return { ...plain, id: `back_${index}`, kind, money: { ...pay, units }, network: payNetwork };
  });
  return { filled, cameBack };
}

/** What the provider says in one message. Once ended it names all that it did; what came back later it may not know yet. */
function observationOf(story: Story, terms: Terms, { kind, shares }: Telling): Observation {
  const { filled, cameBack } = movementsOf(story, terms);
  const share = (index: number): number | undefined => shares[index];
  const some = filled.flatMap((one, index) => shown(one, share(index)));
  const someBack = cameBack.flatMap((one, index) => shown(one, share(filled.length + index)));
  const isWhole = story.fills.reduce((sum, { given }) => sum + given, 0n) >= story.deliver;
  const plain = { reference: `order_${terms.id}`, milestone: kind, actionUrl: null };
  // A chargeback may be told without the delivery that it undoes, and before it.
  const isUndone = kind === 'undone' && story.ways.from === 'outside' && someBack.length > 0;
  if (isUndone) return { ...plain, stage: 'ended', end: 'done', movements: someBack };
  if (kind !== 'ended') return { ...plain, stage: 'working', end: null, movements: some };
  return { ...plain, stage: 'ended', end: isWhole ? 'done' : 'lapsed', movements: [...filled, ...someBack] };
}

/** An operation that brings money into each balance, for those that take it from there. */
const FUNDING = BALANCES.map((to) => operationOf(`FUND_${to}`, { from: 'outside', to }));

function quoteOf(units: bigint, asset: Asset): ProviderQuote {
  return {
    fees: [],
    deliver: money(asset, units),
    estimate: { fromSeconds: 1, toSeconds: 60, source: 'provider' },
  };
}

async function begin({ ways, pay, deliver }: Story): Promise<{ scene: Scene; terms: Terms }> {
  const operation = operationOf('TEST_EXCHANGE', ways);
  const scene = createScene({ seed: 5, operations: [operation, ...FUNDING] });
  const customer = await scene.customer();
  const request = { method: 'card', receive: { asset: 'USDC', network: 'solana' } } as const;
  for (const funding of FUNDING) {
    const asked = { ...request, payNetwork: 'fiat', pay: money('USD', 1_000n) } as const;
    const quote = quoteOf(FUNDED + OWN_FEE, 'USDC');
    const funded = await scene.start(customer, { operation: funding, request: asked, quote });
    await scene.engine.send(await scene.webhook(funded, 'done'));
  }
  const isPaid = ways.from === 'outside';
  const payNetwork = isPaid ? 'fiat' : 'solana';
  const asked = { ...request, payNetwork, pay: money(isPaid ? 'USD' : 'USDC', pay) } as const;
  const quote = quoteOf(deliver, ways.arrives);
  const terms = await scene.start(customer, { operation, request: asked, quote });
  return { scene, terms };
}

async function play(story: Story, told: readonly Telling[]) {
  const { scene, terms } = await begin(story);
  await Promise.all(
    told.map(async (telling, index) => {
      const input = await scene.webhook(terms, 'open', `evt_${index}`);
      if (input.type !== 'webhook') throw new Error('not a webhook');
      await scene.engine.send({ ...input, observation: observationOf(story, terms, telling) });
    }),
  );
  await scene.engine.idle();
  const { status, settlement, followedBy, attempts } = await scene.read(terms);
  const followed = followedBy.reduce((sum, one) => sum + one.money.units, 0n);
  const { accounts } = await scene.store.balances(terms.customerId);
  const balances = accounts
    .map(({ key, balance }) => ({ name: `${key.kind} ${key.asset}`, ...balance }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const movements = attempts.map((attempt) => attempt.movements);
  const holds = scene.store.all('holds').length;
  return {
    status,
    settlement,
    followed,
    operations: new Set(followedBy.map((one) => one.operation)),
    balances,
    movements,
    holds,
  };
}

/** What a balance has at the end, from the story alone. */
function expected({ ways, pay, deliver, fills, back }: Story, name: string): bigint {
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);
  const [taken, given] = [sum(fills.map((one) => one.taken)), sum(fills.map((one) => one.given))];
  const [done, all] = ways.inParts && ways.from !== 'outside' ? [taken, pay] : [given, deliver];
  const fee = done >= all ? OWN_FEE : (OWN_FEE * done) / all;
  const most = deliver + deliver / (ways.inParts ? 10n : 100n);
  const before = name.endsWith('USDC') ? FUNDED : 0n;
  if (ways.from === 'outside') {
    const credited = smaller(given, most) - fee;
    const undone = sum(back) >= taken ? credited : (credited * sum(back)) / taken;
    return name === `${ways.to} ${ways.arrives}` ? before + credited - undone : before;
  }
  const left = name === `${ways.from} USDC` ? taken + fee - sum(back) : 0n;
  const came = name === `${ways.to} ${ways.arrives}` ? smaller(given, most) : 0n;
  return before - left + came;
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

describe('movements of an order', () => {
  it('come to the same in any order, repeated and in any pieces', async () => {
    const order = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(stories, tellings, order, async (story, more, places) => {
        const once = [...more, ALL];
        const mixed = [...once, ...once]
          .map((telling) => ({ telling, place: places.next().value ?? 0 }))
          .toSorted((left, right) => left.place - right.place)
          .map(({ telling }) => telling);
        const plain = await play(story, [ALL]);
        expect(await play(story, mixed)).toEqual(plain);
        expect(plain).toMatchObject({ status: 'COMPLETED', holds: 0 });
        for (const { name, creditsPosted, debitsPosted, creditsPending, debitsPending } of plain.balances) {
          expect([creditsPending, debitsPending]).toEqual([0n, 0n]);
          expect([name, creditsPosted - debitsPosted]).toEqual([name, expected(story, name)]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
