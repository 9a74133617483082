import { ADD_FUNDS, BY_BALANCE, SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, DAY_MS, HOUR_MS, money } from '@diboas/kernel';
import { type Engine, OWN_BOOK, type Transaction } from '@diboas/orchestration';
import { createPostgresInvitations, createPostgresStore, openPool, sweep } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { someTerms } from '@diboas/testkit/fixtures';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMailbox } from '../auth/mailbox.ts';
import { createWorldOn, sampleObservation } from '../testing/small-world.ts';
import { createClaims } from './claims.ts';
import { lookAfterExpected } from './expecting.ts';
import { createInvitations } from './invitations.ts';

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let store: ReturnType<typeof createPostgresStore>;
let seed = 40;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 4, scans: true });
  store = createPostgresStore(pool);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});
beforeEach(async () => {
  await database.query('DELETE FROM expected');
  await database.query('DELETE FROM invitations');
});

const FIVE = money('USDC', 5_000_000n);

function createScene() {
  seed += 1;
  const random = createSeededRandom(1_000 + seed);
  const world = createWorldOn(store, { seed, operations: [ADD_FUNDS, SEND_MONEY] });
  const { engine, clock } = world;
  const makeId = (of: string) => createId({ now: clock.now(), random, bucket: bucketOf(of) });
  const mailbox = createMailbox(clock);
  const noted = createPostgresInvitations(pool);
  const told = { store: noted, publicUrl: 'https://diboas.test', clock };
  const invitations = createInvitations({ ...told, mailer: mailbox });
  const claims = createClaims({ store, engine, createId: makeId });
  return {
    ...{ store, engine, clock, mailbox, noted, told, invitations, claims, makeId },
    /** Somebody who can send money. */
    async sender(): Promise<string> {
      const id = makeId(String(random.uint32()));
      const added = await world.confirm(id);
      await engine.idle();
      await world.tell(added.id, sampleObservation('done'));
      return id;
    },
    /** Somebody who has just signed in for the first time by this address. */
    async arrived(email: string): Promise<string> {
      const id = makeId(email);
      await store.ensureCustomer(id, clock.now());
      await database.query('INSERT INTO auth_users (id, email, created_at) VALUES ($1, $2, now())', [
        id,
        email,
      ]);
      return id;
    },
    async send(customerId: string, to: string): Promise<Transaction> {
      const terms = someTerms({
        ...{ id: makeId(customerId), customerId, now: clock.now(), operation: SEND_MONEY },
        request: {
          pay: FIVE,
          payNetwork: 'solana',
          method: BY_BALANCE,
          receive: { asset: 'USDC', network: 'solana' },
        },
        quote: { fees: [], deliver: FIVE, estimate: { fromSeconds: 0, toSeconds: 1, source: 'measured' } },
        ...{ provider: OWN_BOOK, destination: to },
        told: { letter: { name: null, from: 'ana@example.com', to, note: 'https://evil.example' } },
      });
      await store.saveQuote(terms);
      const key = { key: terms.id, fingerprint: terms.id, totalSeen: terms.price.total };
      const reply = await engine.send({ type: 'initiate', terms, ...key });
      if (reply.kind !== 'applied') throw new Error(`the confirmation was ${reply.kind}`);
      return reply.transaction;
    },
    look: () =>
      lookAfterExpected({ pool, clock, reader: store, claims, invitations, noted }).then(() => engine.idle()),
  };
}

describe('who is here by now', () => {
  it('gets what a sign-in that was cut off has left, once, though every node looks', async () => {
    const scene = createScene();
    const { id } = await scene.send(await scene.sender(), 'zoe-1@example.com');
    await scene.look();
    expect(await scene.store.transaction(id)).toMatchObject({ status: 'BALANCE_RESERVED' });
    const zoe = await scene.arrived('zoe-1@example.com');
    await Promise.all([
      ...[scene.look(), scene.look()],
      scene.claims.handOver({ customerId: zoe, email: 'zoe-1@example.com' }),
    ]);
    await scene.engine.idle();
    expect(await scene.store.transaction(id)).toMatchObject({ status: 'COMPLETED' });
    const theirs = await scene.store.transactions(zoe, { before: null, limit: 9 });
    expect(theirs.map(({ operation, status }) => [operation, status])).toEqual([
      ['RECEIVE_MONEY', 'COMPLETED'],
    ]);
    expect(await database.query('SELECT 1 FROM expected')).toEqual([]);
  });

  it('gets it though another claim fails each time', async () => {
    const scene = createScene();
    const ana = await scene.sender();
    const [bad, good] = [
      await scene.send(ana, 'zoe-8@example.com'),
      await scene.send(ana, 'zoe-8@example.com'),
    ];
    const customerId = await scene.arrived('zoe-8@example.com');
    const engine: Pick<Engine, 'send'> = {
      send: (input) =>
        input.type === 'claimed' && input.transactionId === bad.id
          ? Promise.reject(new Error('a bug'))
          : scene.engine.send(input),
    };
    const claims = createClaims({ store, engine, createId: scene.makeId });
    const { clock, invitations, noted } = scene;
    const looking = lookAfterExpected({ pool, clock, reader: store, claims, invitations, noted });
    await expect(looking).rejects.toThrow('not all that waits');
    await scene.engine.idle();
    expect(await store.transaction(good.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await store.expectedAt('zoe-8@example.com')).toEqual([bad.id]);
    expect(scene.mailbox.mails('zoe-8@example.com').length).toBeGreaterThan(0);
    await scene.claims.handOver({ customerId, email: 'zoe-8@example.com' });
    expect(await store.expectedAt('zoe-8@example.com')).toEqual([]);
  });

  it('gets nothing any more once the time is over', async () => {
    const scene = createScene();
    const { id, wait } = await scene.send(await scene.sender(), 'zoe-2@example.com');
    await scene.arrived('zoe-2@example.com');
    scene.clock.at = wait?.until ?? 0;
    await scene.look();
    expect(await scene.store.transaction(id)).toMatchObject({ status: 'BALANCE_RESERVED', recipient: null });
    await scene.engine.runDue();
    await scene.engine.idle();
    expect(await scene.store.transaction(id)).toMatchObject({
      status: 'COMPENSATED',
      failure: 'not_claimed',
    });
  });
});

describe('a mail of money that waits', () => {
  it('goes out once, says who, how much and until when, and nothing that the sender wrote', async () => {
    const scene = createScene();
    const waiting = await scene.send(await scene.sender(), 'zoe-3@example.com');
    await Promise.all([scene.invitations.tell(waiting), scene.invitations.tell(waiting), scene.look()]);
    await scene.look();
    const mails = scene.mailbox.mails('zoe-3@example.com');
    expect(mails).toEqual([
      {
        ...{ kind: 'invitation', to: 'zoe-3@example.com', from: 'ana@example.com', amount: '5.00 USDC' },
        ...{ until: waiting.wait?.until, link: 'https://diboas.test/sign-in', at: scene.clock.at },
      },
    ]);
  });

  it('that could not be sent goes out the next time', async () => {
    const scene = createScene();
    const waiting = await scene.send(await scene.sender(), 'zoe-4@example.com');
    const away = { send: () => Promise.reject(new Error('the mail server is away')) };
    await expect(createInvitations({ ...scene.told, mailer: away }).tell(waiting)).rejects.toThrow('away');
    await scene.look();
    expect(scene.mailbox.mails('zoe-4@example.com')).toHaveLength(1);
  });

  it('is one of ten a day of a sender, the others wait until there is room again', async () => {
    const scene = createScene();
    const ana = await scene.sender();
    for (let number = 0; number < 11; number += 1)
      await scene.invitations.tell(await scene.send(ana, `zoe-5-${number}@example.com`));
    expect(scene.mailbox.mails()).toHaveLength(10);
    await scene.look();
    expect(scene.mailbox.mails()).toHaveLength(10);
    scene.clock.at += DAY_MS + HOUR_MS;
    await scene.look();
    expect(scene.mailbox.mails()).toHaveLength(11);
  });

  it('is one of five a day to a mailbox, whoever sends and however it is spelled', async () => {
    const scene = createScene();
    for (let number = 0; number < 6; number += 1)
      await scene.invitations.tell(await scene.send(await scene.sender(), `zoe-6+${number}@example.com`));
    expect(scene.mailbox.mails()).toHaveLength(5);
  });

  it('is forgotten a day later, and not before its money waits no more', async () => {
    const scene = createScene();
    const waiting = await scene.send(await scene.sender(), 'zoe-7@example.com');
    await scene.invitations.tell(waiting);
    const later = scene.clock.at + 2 * DAY_MS;
    expect(await sweep({ pool, now: later, payloadsBefore: 0 })).toMatchObject({ invitations: 0 });
    const customerId = await scene.arrived('zoe-7@example.com');
    await scene.claims.claim([{ transactionId: waiting.id, customerId }]);
    expect(await sweep({ pool, now: later, payloadsBefore: 0 })).toMatchObject({ invitations: 1 });
  });
});
