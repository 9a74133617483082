import { BY_BALANCE, SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, type Instant, money } from '@diboas/kernel';
import { type Engine, OWN_BOOK, type Terms, type TransactionStore } from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTwoPeople, type TwoPeople } from './two-people.ts';

const HAD = 50_000_000n;
const GIVEN = 20_000_000n;

let people: TwoPeople;
let reader: Store;
let now: Instant;
let giver: string;
let taker: string;
const random = createSeededRandom(31);

beforeAll(async () => {
  now = Date.UTC(2026, 10, 28, 9, 0, 0);
  people = await openTwoPeople({ clock: { now: () => now }, random });
  reader = people.openStore();
});

afterAll(() => people?.close());

beforeEach(async () => {
  now = Date.UTC(2026, 10, 28, 9, 0, 0);
  [giver, taker] = await people.come(HAD);
});

/** A node of its own. */
function startNode(store: TransactionStore = people.openStore()): Engine {
  return people.startNode(store);
}

async function agree(units = GIVEN): Promise<Terms> {
  const pay = money('USDC', units);
  const terms: Terms = {
    id: createId({ now, random, bucket: bucketOf(giver) }),
    customerId: giver,
    operation: SEND_MONEY.name,
    method: BY_BALANCE,
    provider: OWN_BOOK,
    price: { amount: pay, fees: [], total: pay },
    receive: { money: pay, network: 'solana' },
    order: { pay, payNetwork: 'solana', deliver: pay, network: 'solana', destination: taker, chargeMax: pay },
    alternatives: [],
    routing: null,
    origin: { kind: 'quote' },
    recipient: {
      customerId: taker,
      transactionId: createId({ now, random, bucket: bucketOf(taker) }),
    },
    estimate: { fromSeconds: 0, toSeconds: 10, source: 'provider' },
    createdAt: now,
    expiresAt: now + 300_000,
  };
  await reader.saveQuote(terms);
  return terms;
}

function confirm(terms: Terms) {
  const { id, price } = terms;
  return { type: 'initiate', terms, key: `key-${id}`, fingerprint: id, totalSeen: price.total } as const;
}

/** What each has, and what is held, in minor units. */
async function balances() {
  const [left, right] = [await reader.balances(giver), await reader.balances(taker)];
  const [from, to] = [left.accounts[0]?.balance, right.accounts[0]?.balance];
  return {
    giver: (from?.creditsPosted ?? 0n) - (from?.debitsPosted ?? 0n),
    heldBack: from?.debitsPending ?? 0n,
    taker: to?.creditsPosted ?? 0n,
  };
}

/** What all buckets together have in transit, posted or held towards it. */
async function inTransit(): Promise<string> {
  const { rows } = await people.root.query(
    `SELECT coalesce(sum(CASE WHEN credit_kind = 'IN_TRANSIT' THEN amount ELSE -amount END), 0)::text AS units
     FROM transfers t WHERE 'IN_TRANSIT' IN (credit_kind, debit_kind) AND kind IN ('post', 'posted', 'pending')
       AND NOT (kind = 'pending' AND EXISTS (SELECT FROM transfers e WHERE e.hold_id = t.transfer_id))`,
  );
  return rows[0].units;
}

/** Runs what is due, a minute at a time, as another node would after the first has died. */
async function passMinutes(node: Engine, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    now += 60_000;
    await node.runDue();
    await node.idle();
  }
}

const MOVED = { giver: HAD - GIVEN, heldBack: 0n, taker: GIVEN };

describe('money between customers of two buckets', () => {
  it('arrives, and both see a transaction of their own', async () => {
    const node = startNode();
    const terms = await agree();
    await node.send(confirm(terms));
    await node.idle();
    expect(await reader.transaction(terms.id)).toMatchObject({ status: 'COMPLETED', due: null });
    const [arrived] = await reader.transactions(taker, { before: null, limit: 9 });
    expect(arrived).toMatchObject({
      id: terms.recipient?.transactionId,
      operation: 'RECEIVE_MONEY',
      status: 'COMPLETED',
      terms: { origin: { kind: 'arrival', sentBy: terms.id } },
      settlement: { credited: { asset: 'USDC', units: GIVEN } },
    });
    expect(await balances()).toEqual(MOVED);
    expect(await inTransit()).toBe('0');
  });

  it('is refused as a whole when the giver does not have it', async () => {
    const node = startNode();
    const terms = await agree(HAD + 1n);
    expect(await node.send(confirm(terms))).toEqual({ kind: 'refused', refusal: 'insufficient_funds' });
    expect(await reader.transaction(terms.id)).toBeNull();
    expect(await reader.transactions(taker, { before: null, limit: 9 })).toEqual([]);
    expect(await balances()).toEqual({ giver: HAD, heldBack: 0n, taker: 0n });
  });

  it('arrives once when the node dies after the recipient’s commit, before it has heard of it [give.halved]', async () => {
    const store = people.openStore();
    const dying = startNode({
      ...store,
      async commit(bucket, scope, decide) {
        const result = await store.commit(bucket, scope, decide);
        return bucket === bucketOf(taker) ? new Promise(() => {}) : result;
      },
    });
    const terms = await agree();
    await dying.send(confirm(terms));
    await expect.poll(balances).toEqual({ giver: HAD, heldBack: GIVEN, taker: GIVEN });
    expect(await reader.transaction(terms.id)).toMatchObject({ status: 'SENT_TO_PROVIDER' });
    expect(await inTransit()).toBe('0');
    await passMinutes(startNode(), 3);
    expect(await reader.transaction(terms.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await balances()).toEqual(MOVED);
    expect(await inTransit()).toBe('0');
  });

  it('is on its way, and nobody’s, when the node dies before the recipient’s commit [give.halved]', async () => {
    const store = people.openStore();
    const dying = startNode({
      ...store,
      commit: (bucket, scope, decide) =>
        bucket === bucketOf(taker) ? new Promise(() => {}) : store.commit(bucket, scope, decide),
    });
    const terms = await agree();
    await dying.send(confirm(terms));
    expect(await balances()).toEqual({ giver: HAD, heldBack: GIVEN, taker: 0n });
    expect(await inTransit()).toBe(GIVEN.toString());
    await passMinutes(startNode(), 3);
    expect(await reader.transaction(terms.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await balances()).toEqual(MOVED);
    expect(await inTransit()).toBe('0');
  });

  it('arrives once, however often and by however many nodes it is sent', async () => {
    const terms = await agree();
    const nodes = [startNode(), startNode()];
    await nodes[0]?.send(confirm(terms));
    const { transactionId } = terms.recipient ?? { transactionId: '' };
    const again = { type: 'arrive', transactionId, sent: terms } as const;
    await Promise.all(nodes.flatMap((node) => [node.send(again), node.send(again), node.send(again)]));
    for (const node of nodes) await node.idle();
    expect(await reader.transaction(terms.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await balances()).toEqual(MOVED);
  });

  it('is never given back while nobody knows: a recipient who does not exist is shown to a person', async () => {
    taker = createId({ now, random, bucket: 0 });
    const node = startNode();
    const terms = await agree();
    await node.send(confirm(terms));
    await node.idle();
    await passMinutes(node, 60 * 24);
    const stuck = await reader.transaction(terms.id);
    expect(stuck).toMatchObject({ status: 'SENT_TO_PROVIDER', openItems: [{ cause: 'outcome_unknown' }] });
    expect((await balances()).heldBack).toBe(GIVEN);
  });
});
