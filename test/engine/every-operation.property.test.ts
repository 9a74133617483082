// What holds of every operation that there is, of the domains and of the simulator, without a line about any of them: an
// operation that is added to either list is tried here as well. What is told may come in any order, as often as it likes and in
// as many pieces: the ends, the balances and what follows are those of one message that tells all.
import { ADD_FUNDS, RECEIVE, receiveTerms, thenMoved } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, type Money, money, smallerUnits } from '@diboas/kernel';
import type { Hold } from '@diboas/ledger';
import {
  exchange,
  type Movement,
  type Observation,
  type Operation,
  OWN_BOOK,
  type PriceRequest,
  type Pricing,
  type ProviderQuote,
  priceOf,
  type Terms,
  type Transaction,
  termsByOwnBook,
  termsInLegs,
} from '@diboas/orchestration';
import { SOME_ADDRESS, someTerms } from '@diboas/testkit/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIM_OPERATIONS } from '../simulation/nodes/operations.ts';
import { createScene, type Scene } from './scene.ts';

/** What the person has in each balance before, by operations that no limit is counted for; and coins in one. */
const HAD = money('USDC', 905_000_000n);
const HAD_COINS = money('SOL', 905_000_000n);
const FUNDING = (['BANKING', 'INVESTING', 'DEFI', 'strategy'] as const).map((to): Operation => {
  const { limits: _, ...plain } = ADD_FUNDS;
  const named = { ...plain, name: `TEST_FUND_${to}`, ...exchange({ from: 'outside', to }) };
  return to === 'strategy' ? { ...named, price: priceWithoutFees } : named;
});

function priceWithoutFees(
  { pay, payNetwork, receive: { network } }: PriceRequest,
  { deliver }: ProviderQuote,
): Pricing {
  const order = { pay, payNetwork, deliver, network, chargeMax: pay };
  return { price: priceOf(pay, []), receive: { money: deliver, network }, order };
}

/** Of what an operation takes out of a balance no more is tried, so that it is there and no limit is passed. */
const MOST = 400_000_000n;

const BY_CARD = {
  payNetwork: 'fiat',
  method: 'card',
  receive: { asset: 'USDC', network: 'solana' },
} as const;
const BETWEEN = { from: 'BANKING', to: 'INVESTING' } as const;

type Way = Omit<PriceRequest, 'pay'>;

const AT_MARKET = {
  payNetwork: 'solana',
  method: 'market',
  trade: { type: 'market', toleranceBps: 50 },
} as const;

/** What of the person's lies in a strategy before. */
const POSITION = createId({ now: 0, random: createSeededRandom(11), bucket: 0 });

/** Which ways to pay there are, and what arrives. The first that an operation admits is tried. */
const WAYS: readonly Way[] = [
  ...['card', 'balance', 'chain', 'move', 'network'].flatMap((method) =>
    (['USDC', 'SOL'] as const).map(
      (asset): Way => ({
        payNetwork: method === 'card' ? 'fiat' : 'solana',
        ...{ method, receive: { asset, network: 'solana' } },
      }),
    ),
  ),
  { payNetwork: 'solana', method: 'ach', receive: { asset: 'USD', network: 'fiat' } },
  { ...AT_MARKET, receive: { asset: 'SOL', network: 'solana' } },
  { ...AT_MARKET, receive: { asset: 'USDC', network: 'solana' } },
  { payNetwork: 'solana', method: 'between_networks', receive: { asset: 'USDC', network: 'ethereum' } },
  ...[null, POSITION].map(
    (position): Way => ({
      payNetwork: 'solana',
      ...{ method: 'strategy', receive: { asset: 'USDC', network: 'solana' } },
      strategy: { strategy: 'northvault', position, moved: [] },
    }),
  ),
];

function requestOf(operation: Operation, share: number): PriceRequest {
  const { minimum, maximum } = operation.size;
  const most = smallerUnits(maximum?.units ?? MOST, MOST);
  const { asset: usual } = minimum;
  const isTaken = operation.takes?.({ asset: usual, network: 'solana' }) ?? true;
  const asset = isTaken ? usual : HAD_COINS.asset;
  const pay = money(asset, minimum.units + ((most - minimum.units) * BigInt(share)) / 10_000n);
  // What leaves a balance leaves where the balance is.
  const way = WAYS.find(
    (one) =>
      operation.takesFrom.length > 0 === (one.payNetwork !== 'fiat') &&
      operation.admit({ ...one, pay }) === null,
  );
  if (!way) throw new Error(`${operation.name} admits nothing that is tried here`);
  return { ...way, pay };
}

/** One thing that moves, in ten-thousandths of what was ordered, and how news of it is told. */
interface Story {
  /** Of all there is to pay, or of what may be paid. */
  readonly share: number;
  readonly pieces: readonly number[];
  /** What is done, 10,000 or more; a payer from outside may pay for far more, by paying again. */
  readonly filledBps: number;
  readonly backBps: readonly number[];
}

const stories: fc.Arbitrary<Story> = fc.record({
  share: fc.integer({ min: 2_000, max: 10_000 }),
  pieces: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 3 }),
  filledBps: fc.oneof(fc.constant(10_000), fc.integer({ min: 10_000, max: 10_300 }), fc.constant(20_000)),
  backBps: fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 2 }),
});

/** One message: of each movement nothing, a half or all; ended names all that was done. */
const tellings = fc.array(
  fc.record({
    isEnd: fc.boolean(),
    shares: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 }),
  }),
  { maxLength: 5 },
);

interface Telling {
  readonly isEnd: boolean;
  readonly shares: readonly number[];
}

const ALL: Telling = { isEnd: true, shares: [] };

interface Begun {
  readonly scene: Scene;
  readonly people: readonly string[];
  readonly terms: Terms;
}

/** Somebody who has something begins the operation; whoever it goes to is there as well. */
async function begin(operation: Operation, { share }: Story): Promise<Begun> {
  const scene = createScene({ seed: 11, operations: [...SIM_OPERATIONS, ...FUNDING] });
  scene.outside.submit = async (id) => {
    const opened = { reference: `order_${id}`, stage: 'open', end: null, milestone: 'open' } as const;
    return { kind: 'accepted', observation: { ...opened, actionUrl: null, movements: [] } };
  };
  const [person, other] = [await scene.customer(), await scene.customer()];
  const request = { pay: money('USD', 900_00n), ...BY_CARD };
  // What is taken out of a strategy is all that lies there.
  const lies = operation.takesFrom.includes('strategy') ? requestOf(operation, share).pay : HAD;
  for (const funding of FUNDING) {
    const strategy = { strategy: 'northvault', position: POSITION, moved: [] };
    const asked = funding.staysOn ? { ...request, strategy } : request;
    const quote = quoteOf(funding.staysOn ? lies : HAD);
    const funded = await scene.start(person, { operation: funding, request: asked, quote });
    await scene.engine.send(await scene.webhook(funded, 'done'));
    if (funding.name !== 'TEST_FUND_INVESTING') continue;
    const receive = { asset: HAD_COINS.asset, network: 'solana' } as const;
    const inCoins = { operation: funding, request: { ...request, receive }, quote: quoteOf(HAD_COINS) };
    const coins = await scene.start(person, inCoins);
    await scene.engine.send(await scene.webhook(coins, 'done'));
  }
  const terms =
    operation === RECEIVE
      ? cameTo(scene, person, share)
      : termsOf(scene, operation, { person, other, share });
  await scene.store.saveQuote(terms);
  await confirm(scene, terms);
  await scene.engine.idle();
  return { scene, people: [person, other], terms };
}

function quoteOf(deliver: Money): ProviderQuote {
  return { fees: [], deliver, estimate: { fromSeconds: 1, toSeconds: 60, source: 'provider' } };
}

function termsOf(
  { now, random }: Scene,
  operation: Operation,
  { person, other, share }: { person: string; other: string; share: number },
): Terms {
  const newId = (owner: string): string => createId({ now, random, bucket: bucketOf(owner) });
  const priced = operation.legs ? (operation.legs.first ?? ADD_FUNDS) : operation;
  const request = requestOf(priced, share);
  const { pay } = priced.order(request);
  const { asset } = request.receive;
  const deliver = pay.asset === asset ? pay : money(asset, pay.units * 10_000n);
  const told = {
    ...(pay.asset === HAD_COINS.asset ? { worth: money('USDC', pay.units) } : {}),
    ...(operation.atOnce || operation.takesFrom.length > 1 ? { between: BETWEEN } : {}),
    ...(operation.arrive ? { recipient: { customerId: other, transactionId: newId(other) } } : {}),
  };
  const offer = someTerms({
    ...{ id: newId(person), customerId: person, now, request, told, quote: quoteOf(deliver) },
    operation: priced,
    ...(operation.byOwnBook ? { provider: OWN_BOOK, destination: other } : { destination: SOME_ADDRESS }),
  });
  if (!operation.legs) return offer;
  const moved = termsByOwnBook(thenMoved(BETWEEN).wish(offer), { id: newId(person), now });
  const legs = [
    { key: 'first', needs: [], terms: offer },
    { key: 'move', needs: ['first'], terms: moved },
  ];
  return termsInLegs({ id: newId(person), operation: operation.name, legs, told: { between: BETWEEN } });
}

/** What was seen at an address: nobody asked for it. */
function cameTo({ now, random }: Scene, customerId: string, share: number): Terms {
  const came = money('USDC', (MOST * BigInt(share)) / 10_000n);
  const seen = {
    reference: 'solana:sig:0',
    network: 'solana',
    address: SOME_ADDRESS,
    money: came,
    from: null,
  } as const;
  const id = createId({ now, random, bucket: bucketOf(customerId) });
  return receiveTerms(seen, { id, customerId, provider: 'northpay', now });
}

function confirm({ engine }: Scene, terms: Terms) {
  const { id, price, origin } = terms;
  if (origin.kind === 'deposit') return engine.send({ type: 'deposited', terms, key: origin.reference });
  return engine.send({
    ...{ type: 'initiate', terms, key: `key-${id}`, fingerprint: id, totalSeen: price.total },
  });
}

/** The order that lies with a provider, of the transaction itself or of its leg; null for what our own book does. */
function orderAtProvider({ scene, terms }: Begun): Transaction | null {
  const own = scene.store
    .all('transactions')
    .filter((one) => one.id === terms.id || isLegOf(one, terms))
    .find(({ attempts }) => attempts.some(({ provider }) => provider !== OWN_BOOK));
  return own ?? null;
}

function isLegOf({ terms: { origin } }: Transaction, { id }: Terms): boolean {
  return origin.kind === 'leg' && origin.parentId === id;
}

/** All that moves under the order, as its provider tells it; what is paid from a balance is never more than was agreed. */
function movementsOf(
  { terms: { order } }: Transaction,
  story: Story,
  { fromBalance }: { fromBalance: boolean },
) {
  const filled = BigInt(fromBalance && story.filledBps > 10_300 ? 10_000 : story.filledBps);
  const given = (order.deliver.units * filled) / 10_000n;
  const fair = (order.chargeMax.units * filled) / 10_000n;
  const taken = fromBalance ? smallerUnits(order.chargeMax.units, fair) : fair;
  const plain = { destination: null, networkReference: null, reason: null };
  const { payNetwork, network, destination, deliver, chargeMax } = order;
  const takes = split(taken, story.pieces);
  const done = split(given, story.pieces).flatMap((units, index): Movement[] => [
    {
      ...{ ...plain, id: `fill_${index}`, kind: 'taken', network: payNetwork },
      money: { ...chargeMax, units: takes[index] ?? 0n },
    },
    {
      ...{
        ...plain,
        id: `fill_${index}`,
        kind: 'given',
        network,
        destination,
        networkReference: `tx_${index}`,
      },
      money: { ...deliver, units },
    },
  ]);
  const kind = fromBalance ? 'returned' : 'taken_back';
  const back = story.backBps.map((share, index): Movement => {
    const units = (taken * BigInt(share)) / 10_000n;
    return { ...plain, id: `back_${index}`, kind, money: { ...chargeMax, units }, network: payNetwork };
  });
  return { done, back };
}

/** Over so many pieces, to the last unit. */
function split(whole: bigint, weights: readonly number[]): bigint[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  let before = 0n;
  return weights.map((weight) => {
    const from = (whole * before) / total;
    before += BigInt(weight);
    return (whole * before) / total - from;
  });
}

function shown(movement: Movement, share = 2): readonly Movement[] {
  const units = (movement.money.units * BigInt(share)) / 2n;
  if (units === 0n) return [];
  return [{ ...movement, money: { ...movement.money, units } }];
}

function tell(
  { terms }: Transaction,
  { done, back }: ReturnType<typeof movementsOf>,
  { isEnd, shares }: Telling,
): Observation {
  const some = done.flatMap((one, index) => (isEnd ? [one] : shown(one, shares[index])));
  const cameBack = isEnd ? back.flatMap((one, index) => shown(one, shares[done.length + index])) : [];
  const plain = { reference: `order_${terms.id}`, milestone: 'told', actionUrl: null };
  return {
    ...plain,
    ...(isEnd ? ({ stage: 'ended', end: 'done' } as const) : ({ stage: 'working', end: null } as const)),
    movements: [...some, ...cameBack],
  };
}

/** Whatever of it lies with a provider is told so; what our own book does is confirmed and brought over again and again. */
async function play(operation: Operation, story: Story, told: readonly Telling[]) {
  const begun = await begin(operation, story);
  const { scene, terms } = begun;
  const order = orderAtProvider(begun);
  if (order) {
    const mine = scene.store.all('holds').filter((one) => one.transactionId === order.id);
    const moved = movementsOf(order, story, { fromBalance: mine.some(isOfPerson(order)) });
    await Promise.all(
      told.map(async (telling, index) => {
        const input = await scene.webhook(order.terms, 'open', `evt_${index}`);
        if (input.type !== 'webhook') throw new Error('not a webhook');
        await scene.engine.send({ ...input, observation: tell(order, moved, telling) });
      }),
    );
  } else {
    const second = scene.another();
    for (const [index] of told.entries()) {
      await confirm(index % 2 === 0 ? scene : { ...scene, engine: second }, terms);
      const { recipient } = terms;
      if (recipient)
        await second.send({ type: 'arrive', transactionId: recipient.transactionId, sent: terms });
    }
    await second.idle();
  }
  await scene.engine.idle();
  return await endsOf(begun);
}

function isOfPerson({ customerId }: Transaction) {
  return ({ debit }: Hold): boolean => debit.owner === customerId;
}

/** What it all came to, without the ids. */
async function endsOf({ scene, people, terms }: Begun) {
  const transactions = scene.store
    .all('transactions')
    .map(({ operation, status, settlement, failure, openItems, followedBy, attempts }) => ({
      ...{ operation, status, settlement, failure },
      items: openItems.map(({ cause }) => cause).toSorted(),
      followed: followedBy.reduce((sum, { money: { units } }) => sum + units, 0n),
      movements: attempts.map(({ movements }) => movements),
    }))
    // Each part that comes back is a transaction of its own, as many as there were messages: their sum is in `followed`.
    .filter(({ operation }) => operation !== 'REVERSAL' && operation !== 'RETURN')
    .toSorted((left, right) => (left.operation < right.operation ? -1 : 1));
  const balances = await Promise.all(people.map((id) => scene.store.balances(id)));
  const accounts = balances.map((one) => one.accounts.map(({ key, balance }) => ({ ...key, ...balance })));
  const { settlement, status } = await scene.read(terms);
  return {
    ...{ transactions, status, settlement, holds: scene.store.all('holds').length },
    accounts: accounts.map((some) =>
      some.toSorted((left, right) => (left.kind + left.asset < right.kind + right.asset ? -1 : 1)),
    ),
  };
}

describe.each(SIM_OPERATIONS)('$name', (operation) => {
  it('M1 A8 comes to the same in whatever order, however often and in however many pieces it is told', async () => {
    const order = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(stories, tellings, order, async (any, more, places) => {
        // What is taken back of a leg before the whole is done keeps it from being done, and afterwards it does not.
        const story = operation.legs ? { ...any, backBps: [] } : any;
        const mixed = [...more, ...more, ALL, ALL]
          .map((telling) => ({ telling, place: places.next().value ?? 0 }))
          .toSorted((left, right) => left.place - right.place)
          .map(({ telling }) => telling);
        const plain = await play(operation, story, [ALL]);
        expect(await play(operation, story, mixed)).toEqual(plain);
        expect(plain).toMatchObject({ status: 'COMPLETED', holds: 0 });
        for (const { creditsPosted, debitsPosted, ...pending } of plain.accounts.flat()) {
          expect([pending.creditsPending, pending.debitsPending]).toEqual([0n, 0n]);
          expect(creditsPosted >= debitsPosted).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});
