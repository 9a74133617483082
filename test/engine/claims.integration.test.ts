// Claims on PostgreSQL: nodes that come at the same instant, and one that dies between the halves.
import { SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, type Instant, money } from '@diboas/kernel';
import { type Engine, type Input, OWN_BOOK, type Terms } from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { someTerms } from '@diboas/testkit/fixtures';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTwoPeople, type TwoPeople } from './two-people.ts';

const HAD = 500_000_000n;
const FIVE = money('USDC', 5_000_000n);
const ADDRESS = 'zoe@example.com';

let people: TwoPeople;
let store: Store;
let nodes: readonly [Engine, Engine];
let now: Instant;
let ana: string;
let zoe: string;
const random = createSeededRandom(57);

beforeAll(async () => {
  now = Date.UTC(2026, 10, 29, 9, 0, 0);
  people = await openTwoPeople({ clock: { now: () => now }, random });
  store = people.openStore();
  nodes = [people.startNode(store), people.startNode(people.openStore())];
});

afterAll(() => people?.close());

/** Ana, who has something, and Zoe, who has just come. */
beforeEach(async () => {
  now = Date.UTC(2026, 10, 29, 9, 0, 0);
  [ana, zoe] = await people.come(HAD);
});

const newId = (of: string) => createId({ now, random, bucket: bucketOf(of) });

/** Five dollars that wait for whoever signs in by the address. */
async function send(): Promise<Terms> {
  const terms = someTerms({
    ...{ id: newId(ana), customerId: ana, now, operation: SEND_MONEY, provider: OWN_BOOK },
    request: {
      pay: FIVE,
      payNetwork: 'solana',
      method: 'balance',
      receive: { asset: 'USDC', network: 'solana' },
    },
    quote: { fees: [], deliver: FIVE, estimate: { fromSeconds: 0, toSeconds: 1, source: 'measured' } },
    destination: ADDRESS,
    told: { letter: { name: null, from: 'ana@example.com', to: ADDRESS, note: null } },
  });
  await store.saveQuote(terms);
  const asked = { key: terms.id, fingerprint: terms.id, totalSeen: terms.price.total };
  await nodes[0].send({ type: 'initiate', terms, ...asked });
  return terms;
}

function claim({ id }: Terms): Input {
  const recipient = { customerId: zoe, transactionId: newId(zoe) };
  return { type: 'claimed', transactionId: id, recipient };
}

function cancel({ id }: Terms): Input {
  const act = { act: { kind: 'cancel' }, reason: 'its owner asked', evidence: null } as const;
  return { type: 'act', transactionId: id, by: ana, key: 'cancel', ...act };
}

async function idle(): Promise<void> {
  await Promise.all(nodes.map((node) => node.idle()));
}

/** What both have, all that is held, and who is still expected. */
async function left() {
  const accounts = (await Promise.all([ana, zoe].map((id) => store.balances(id)))).map(
    (one) => one.accounts[0],
  );
  const [from, to] = accounts.map((one) => one?.balance);
  return {
    ana: (from?.creditsPosted ?? 0n) - (from?.debitsPosted ?? 0n),
    held: from?.debitsPending ?? 0n,
    zoe: to?.creditsPosted ?? 0n,
    expected: (await store.expectedAt(ADDRESS)).length,
  };
}

const CLAIMED = { ana: HAD - FIVE.units, held: 0n, zoe: FIVE.units, expected: 0 };
const GIVEN_BACK = { ana: HAD, held: 0n, zoe: 0n, expected: 0 };

describe('money that waits for somebody, with two nodes', () => {
  it('is theirs once, though twenty sessions of theirs come at one instant [claim.late]', async () => {
    const terms = await send();
    expect(await left()).toMatchObject({ held: FIVE.units, expected: 1 });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => nodes[index % 2 === 0 ? 0 : 1].send(claim(terms))),
    );
    await idle();
    expect(await left()).toEqual(CLAIMED);
    expect(await store.transactions(zoe, { before: null, limit: 9 })).toHaveLength(1);
  });

  it('is with one of the two when it is cancelled as it is claimed, ten times over', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => send()));
    await Promise.all(all.flatMap((terms) => [nodes[0].send(claim(terms)), nodes[1].send(cancel(terms))]));
    await idle();
    const ended = await Promise.all(all.map(({ id }) => store.transaction(id)));
    const theirs = BigInt(ended.filter((one) => one?.status === 'COMPLETED').length);
    expect(ended.every((one) => one?.status === 'COMPLETED' || one?.failure === 'cancelled')).toBe(true);
    const given = theirs * FIVE.units;
    expect(await left()).toEqual({ ana: HAD - given, held: 0n, zoe: given, expected: 0 });
  });

  it('comes back when its time is over, though they come at that instant [claim.late]', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => send()));
    now = (await store.transaction(all[0]?.id ?? ''))?.wait?.until ?? 0;
    await Promise.all([...all.map((terms) => nodes[0].send(claim(terms))), nodes[1].runDue()]);
    await idle();
    while ((await nodes[0].runDue()) > 0) await idle();
    expect(await left()).toEqual(GIVEN_BACK);
  });

  it('arrives once when the node that took the claim dies before it is handed over [give.halved]', async () => {
    const terms = await send();
    const dying = people.startNode({
      ...store,
      commit: (bucket, scope, decide) =>
        bucket === bucketOf(zoe) ? new Promise(() => {}) : store.commit(bucket, scope, decide),
    });
    await dying.send(claim(terms));
    expect(await left()).toEqual({ ana: HAD, held: FIVE.units, zoe: 0n, expected: 0 });
    await nodes[1].send(claim(terms));
    await nodes[1].send(cancel(terms));
    for (let minute = 0; minute < 3; minute += 1) {
      now += 60_000;
      await nodes[1].runDue();
      await idle();
    }
    expect(await left()).toEqual(CLAIMED);
  });

  it('comes back when whoever came is frozen by then, and is refused for good [recipient.refuses]', async () => {
    const terms = await send();
    const audit = {
      id: newId(zoe),
      at: now,
      actor: 'olga',
      act: 'customer_frozen',
      subject: zoe,
      detail: {},
    };
    await store.changeStanding({ customerId: zoe, from: ['open'], to: 'frozen', audit });
    await nodes[0].send(claim(terms));
    await idle();
    expect(await left()).toEqual(GIVEN_BACK);
    expect(await store.transaction(terms.id)).toMatchObject({
      failure: 'recipient_cannot_receive',
      due: null,
    });
  });
});
