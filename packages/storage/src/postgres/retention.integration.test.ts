import { bucketOf, DAY_MS } from '@diboas/kernel';
import { replayIdOf } from '@diboas/orchestration';
import { MARKS_KEPT_DAYS } from '@diboas/portfolio';
import { createTestDatabase, runAsSuperuser, type TestDatabase } from '@diboas/testkit/database';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPayloads } from '../audit/verify-payloads.ts';
import { StoreWorld } from '../contract/fixtures.ts';
import { createPayloadKeys } from '../payloads/payload-keys.ts';
import type { Store } from '../port/store.ts';
import { openPool } from './connection/connection.ts';
import { createPostgresStore } from './postgres-store.ts';
import { erasePayloads, sweep } from './retention.ts';

let database: TestDatabase;
let pool: pg.Pool;
let store: Store;
let world: StoreWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  // With the application's login: it may do all of this.
  pool = openPool(database.appUrl, { max: 2 });
  store = createPostgresStore(pool, { payloadKeys: createPayloadKeys(['a key of this test']) });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

let seed = 10;
beforeEach(() => {
  seed += 1;
  world = new StoreWorld(store, seed);
});

const count = async (table: string) =>
  Number((await pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

describe('what has an end', () => {
  it('is an offer that nobody confirmed; what was confirmed is kept', async () => {
    const customer = await world.customer();
    const started = await world.start(customer);
    for (let offer = 0; offer < 5; offer += 1) await world.terms(customer);
    const soon = { pool, now: world.now + 300_000 + DAY_MS - 1, payloadsBefore: 0, limit: 2 };
    expect(await sweep(soon)).toEqual({
      ...{ offers: 0, drafts: 0, invitations: 0, payloads: 0, coins: 0, floatActs: 0, floatParts: 0 },
      marks: 0,
    });
    expect(await sweep({ ...soon, now: soon.now + 2 })).toMatchObject({ offers: 6 });
    expect(await world.store.quote(started.id)).toEqual(started.terms);
    expect(await world.store.transaction(started.id)).toMatchObject({ terms: started.terms });
    expect([await count('offers'), await count('quotes')]).toEqual([0, 1]);
  });

  it('is a draft that expired', async () => {
    const customerId = await world.customer();
    const draft = {
      id: world.id(bucketOf(customerId)),
      customerId,
      wizard: 'add_funds',
      version: 1,
      state: {},
    };
    const { now } = world;
    await world.store.createDraft({ ...draft, createdAt: now, updatedAt: now, expiresAt: now + 1_000 }, 9);
    expect(await sweep({ pool, now: now + 1_000, payloadsBefore: 0 })).toMatchObject({ drafts: 0 });
    expect(await sweep({ pool, now: now + DAY_MS + 1_001, payloadsBefore: 0 })).toMatchObject({ drafts: 1 });
  });

  it('is what assets cost at a moment, once no day is written by it any more', async () => {
    await world.store.keepMark({ at: world.now, rates: [] });
    const later = world.now + MARKS_KEPT_DAYS * DAY_MS;
    expect(await sweep({ pool, now: later, payloadsBefore: 0 })).toMatchObject({ marks: 0 });
    expect(await sweep({ pool, now: later + 1, payloadsBefore: 0 })).toMatchObject({ marks: 1 });
    expect(await world.store.marks([world.now])).toEqual([]);
  });

  it('is the text of a webhook, after its time or when it is to be erased; that it came stays proven', async () => {
    const [mine, other] = [
      await world.start(await world.customer()),
      await world.start(await world.customer()),
    ];
    for (const one of [mine, other])
      await world.send(one.bucket, [world.webhook(one, 'done', `evt-${one.id}`)]);
    const kept = await count('inbox');
    expect(await count('inbox_payloads')).toBe(2);
    expect(await erasePayloads(pool, mine.terms.customerId)).toBe(1);
    expect(await sweep({ pool, now: world.now, payloadsBefore: world.now })).toMatchObject({ payloads: 0 });
    expect(await sweep({ pool, now: world.now, payloadsBefore: world.now + 1 })).toMatchObject({
      payloads: 1,
    });
    expect([await count('inbox_payloads'), await count('inbox')]).toEqual([0, kept]);
  });

  it('is erased of a person also where it came before anybody knew whom it was about', async () => {
    const mine = await world.start(await world.customer());
    const text = { type: 'unreadable', occurredAt: 1, receivedAt: world.now, payload: '{"name":"Ana"}' };
    const news = world.webhook(mine, 'done', 'early');
    const [attemptId, id] = [world.id(mine.bucket), world.id(mine.bucket)];
    // One that nobody could read, and one about what was not there yet; then both are replayed.
    await world.store.quarantine({ provider: news.event.provider, eventId: 'unread', ...text });
    const replies = await world.send(mine.bucket, [
      { ...news, transactionId: id, attemptId },
      ...['early', 'unread'].map((eventId) => ({
        ...news,
        event: { ...news.event, eventId: replayIdOf(eventId) },
      })),
    ]);
    expect(replies.map(({ kind }) => kind)).toEqual(['parked', 'applied', 'ignored']);
    expect(await erasePayloads(pool, mine.terms.customerId)).toBe(4);
    expect(await count('inbox_payloads')).toBe(0);
  });

  it('is missed by nobody but a replay, which says so', async () => {
    const provider = `provider-${world.id(0)}`;
    const event = {
      provider,
      eventId: 'evt',
      type: 'unreadable',
      occurredAt: 1,
      receivedAt: world.now,
      payload: '{',
    };
    await world.store.quarantine(event);
    const waiting = async () =>
      (await world.store.waitingEvents(10_000)).filter((one) => one.provider === provider);
    expect(await waiting()).toEqual([event]);
    const others = createPostgresStore(pool, { payloadKeys: createPayloadKeys(['another key']) });
    expect((await others.waitingEvents(10_000)).find((one) => one.provider === provider)?.payload).toBeNull();
    await sweep({ pool, now: world.now, payloadsBefore: world.now + 1 });
    expect(await waiting()).toEqual([{ ...event, payload: null }]);
  });
});

describe('a text that is still there', () => {
  it('is held against what the inbox has of it', async () => {
    const keys = createPayloadKeys(['a key of this test']);
    const one = await world.start(await world.customer());
    await world.send(one.bucket, [world.webhook(one, 'done', `evt-${one.id}`)]);
    expect(await verifyPayloads(pool, keys)).toEqual({ checked: 1, locked: 0, changed: null });
    const others = createPayloadKeys(['another key']);
    expect(await verifyPayloads(pool, others)).toEqual({ checked: 0, locked: 1, changed: null });
    const subject = { provider: 'test', eventId: `evt-${one.id}`, transactionId: one.id };
    const { sealed } = keys.seal('something else', subject);
    const hex = sealed.toString('hex');
    await runAsSuperuser(database.url, [`UPDATE inbox_payloads SET sealed = decode('${hex}', 'hex')`]);
    expect((await verifyPayloads(pool, keys)).changed).toEqual({
      ...{ bucket: one.bucket, provider: 'test', eventId: subject.eventId },
    });
    await sweep({ pool, now: world.now, payloadsBefore: world.now + 1 });
  });
});
