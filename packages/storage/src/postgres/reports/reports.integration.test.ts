import { createCalendars } from '@diboas/calendars';
import { createId, createSeededRandom, DAY_MS, MINUTE_MS } from '@diboas/kernel';
import {
  createReportMaker,
  type Document,
  makeStatement,
  monthsBetween,
  periodOf,
  type ReportMaker,
  type ReportStore,
  type StatementKey,
} from '@diboas/reports';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import type { Told } from '@diboas/testkit/fixtures';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import { openPool } from '../connection/connection.ts';
import { type RunningJobs, runJobs } from '../jobs/run-jobs.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { createPostgresBooksSource } from './books-source.ts';
import { createPostgresReportStore } from './report-store.ts';

let database: TestDatabase;
let pool: pg.Pool;
let world: StoreWorld;
let store: ReportStore;
let maker: ReportMaker;
const random = createSeededRandom(5);
const newIdIn = (bucket: number) => createId({ now: world.now, random, bucket });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 4, scans: true });
  world = new StoreWorld(createPostgresStore(pool), 90);
  store = createPostgresReportStore(pool);
  maker = createReportMaker({
    ...{ store, source: createPostgresBooksSource(pool), calendars: createCalendars([]), newIdIn },
    clock: { now: () => world.now },
    lotChoices: (customerId) => world.store.lotChoices(customerId),
    renderPdf: async ({ title }: Document) => Buffer.from(`%PDF ${title}`),
  });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

// Of each test what is queued in it.
beforeEach(() => database.query('DELETE FROM graphile_worker._private_jobs'));

/** Somebody who added 100 USDC, as the engine decides it. */
async function somebodyWhoAdded(): Promise<{ customerId: string; transactionId: string }> {
  const customerId = await world.customer();
  const started = await world.start(customerId);
  await world.send(started.bucket, [world.webhook(started, 'done', `evt ${started.id}`)]);
  return { customerId, transactionId: started.id };
}

const ALL = Date.UTC(2026, 11, 1);
const audit = (act: string, subject: string) => ({
  id: newIdIn(0),
  at: world.now,
  actor: 'ana',
  act,
  subject,
  detail: {},
});

async function askFor(customerId: string, askedAt = world.now): Promise<StatementKey> {
  const name = { customerId, period: '2026-11', language: 'en' } as const;
  await store.askStatement(
    { ...name, until: ALL, isWhole: true, askedAt },
    audit('statement_asked', customerId),
  );
  return name;
}

async function askForMonth(month: string): Promise<string> {
  const id = newIdIn(0);
  await store.askReport(
    { id, request: { kind: 'monthly_activity', month }, by: 'ana', askedAt: world.now },
    audit('report_asked', id),
  );
  return id;
}

const jobs = () => database.query('SELECT key, locked_by FROM graphile_worker._private_jobs ORDER BY id');
const acts = (subject: string) =>
  database.query(`SELECT act FROM audit WHERE subject LIKE $1 || '%' ORDER BY at, audit_id`, [subject]);

/** A node that works on jobs until the statement is made. */
async function workUntil(isOver: () => Promise<boolean>): Promise<void> {
  const failed: unknown[] = [];
  const running: RunningJobs = await runJobs({
    pool,
    pollEveryMs: 50,
    onError: (error) => failed.push(error),
    tasks: {
      make_statement: ({ customerId }) => maker.statement({ customerId, period: '2026-11', language: 'en' }),
      make_report: ({ reportId }) => maker.report(reportId),
    },
  });
  await expect.poll(isOver).toBe(true);
  await running.stop();
  expect(failed).toEqual([]);
}

describe('M26: a statement', () => {
  it('is asked for and queued in one commit, made by a node once, and put on record with its digests', async () => {
    const { customerId, transactionId } = await somebodyWhoAdded();
    const name = await askFor(customerId);
    expect(await jobs()).toMatchObject([{ key: `make_statement ${customerId} 2026-11 en` }]);
    expect(await store.statementFile(name, 'csv')).toBeNull();
    await workUntil(async () => (await store.statement(name))?.state === 'made');
    await expect.poll(jobs).toEqual([]);
    const csv = String(await store.statementFile(name, 'csv'));
    const [{ seq } = { seq: '' }] = await database.query<{ seq: string }>(
      'SELECT max(seq)::text AS seq FROM journal WHERE customer_id = $1',
      [customerId],
    );
    expect(csv).toContain(`movement,TEST_DEPOSIT,outside,100.000000,100.000000,${transactionId},${seq}\r\n`);
    expect(csv).toContain('BANKING,USDC,solana,closing,,,,100.000000,,\r\n');
    expect(String(await store.statementFile(name, 'pdf'))).toBe('%PDF Account statement');
    expect(await acts(customerId)).toEqual([{ act: 'statement_asked' }, { act: 'statement_made' }]);
    // All of the month is made once: asking again changes nothing, and queues nothing.
    await askFor(customerId, world.now + 5);
    expect(await jobs()).toEqual([]);
  });

  it('is neither asked for nor queued where its commit fails', async () => {
    const nobody = newIdIn(0);
    await expect(askFor(nobody)).rejects.toMatchObject({ code: '23503' });
    expect(await jobs()).toEqual([]);
    expect(await acts(nobody)).toEqual([]);
  });

  it('is made by another node where one dies with its job', async () => {
    const { customerId } = await somebodyWhoAdded();
    const name = await askFor(customerId);
    // As kill -9 leaves it: taken, and nobody is at it any more.
    await database.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now(), attempts = 1`,
    );
    expect(await store.queueAgain(world.now)).toBe(0);
    expect(await store.queueAgain(world.now + MINUTE_MS)).toBe(1);
    await workUntil(async () => (await store.statement(name))?.state === 'made');
    expect(await acts(customerId)).toEqual([{ act: 'statement_asked' }, { act: 'statement_made' }]);
    expect(await store.queueAgain(world.now + MINUTE_MS)).toBe(0);
  });

  it('that two make at once is ended by one of them', async () => {
    const { customerId } = await somebodyWhoAdded();
    const name = await askFor(customerId);
    const made = await Promise.all([maker.statement(name), maker.statement(name), maker.statement(name)]);
    expect(made.map((one) => one?.state)).toEqual(['made', 'made', 'made']);
    expect(await acts(customerId)).toEqual([{ act: 'statement_asked' }, { act: 'statement_made' }]);
  });

  it('that does not add up is refused, is an item until it does, and can be asked for again [statement.refused]', async () => {
    const { customerId } = await somebodyWhoAdded();
    const change = (units: number) =>
      database.query('UPDATE accounts SET credits_posted = credits_posted + $2 WHERE owner_id = $1', [
        customerId,
        units,
      ]);
    await change(1);
    const name = await askFor(customerId);
    expect(await maker.statement(name)).toMatchObject({
      state: 'refused',
      refusal: `${customerId}/BANKING/USDC/solana: the ledger says 100000001, the rows come to 100000000 (minor units)`,
    });
    expect(await store.statementFile(name, 'pdf')).toBeNull();
    expect((await store.items(10)).map((one) => one.name)).toEqual([`${customerId} 2026-11 en`]);
    await change(-1);
    await askFor(customerId, world.now + 1);
    expect(await maker.statement(name)).toMatchObject({ state: 'made', refusal: null });
    expect(await store.items(10)).toEqual([]);
  });

  it('that is asked for anew while it is made is not ended by who began before', async () => {
    const { customerId } = await somebodyWhoAdded();
    const name = { customerId, period: '2026-11', language: 'de' } as const;
    const ask = (askedAt: number) =>
      store.askStatement(
        { ...name, until: askedAt, isWhole: false, askedAt },
        audit('statement_asked', customerId),
      );
    await ask(world.now);
    const before = await store.statement(name);
    await maker.statement(name);
    await ask(world.now + 10);
    if (!before) throw new Error('it was asked for');
    const end = {
      state: 'refused',
      at: world.now,
      refusal: 'late',
      audit: audit('statement_refused', customerId),
    } as const;
    expect(await store.endStatement(before, end)).toBe(false);
    expect(await store.statement(name)).toMatchObject({ state: 'asked', until: world.now + 10 });
  });
});

describe('M26: a report', () => {
  it('is made of all that moved, and refused where the journal lacks an entry of it', async () => {
    const { customerId } = await somebodyWhoAdded();
    const now = world.now;
    world.now = Date.UTC(2026, 11, 2);
    const first = await askForMonth('2026-11');
    expect(await maker.report(first)).toMatchObject({ state: 'made' });
    const csv = String(await store.reportFile(first, 'csv'));
    expect(csv).toMatch(/2026-11,TEST_DEPOSIT,USDC,solana,\d+,\d+00\.000000,0\.000000,0\.000000\r\n/);
    const trace = String(await store.reportFile(first, 'trace'))
      .split('\r\n')
      .slice(1, -1);
    const sums = await database.query<{ n: string }>(
      `SELECT count(*)::text AS n FROM transfers WHERE kind IN ('post', 'posted') AND credit_kind = 'BANKING'`,
    );
    expect(String(trace.length)).toBe(sums[0]?.n);

    const entry = 'customer_id = $1 AND seq = (SELECT max(seq) FROM journal WHERE customer_id = $1)';
    await database.query(`UPDATE journal SET transaction_id = gen_random_uuid() WHERE ${entry}`, [
      customerId,
    ]);
    const second = await askForMonth('2026-11');
    expect(await maker.report(second)).toMatchObject({
      state: 'refused',
      refusal: expect.stringMatching(/^USDC on solana: the ledger says \d+, the rows come to \d+/),
    });
    expect((await store.items(10)).map(({ name }) => name)).toEqual([second]);
    await database.query(
      `UPDATE journal SET transaction_id = (SELECT transaction_id FROM transactions WHERE customer_id = $1) WHERE ${entry}`,
      [customerId],
    );
    world.now += 1;
    expect(await maker.report(await askForMonth('2026-11'))).toMatchObject({ state: 'made' });
    expect(await store.items(10)).toEqual([]);
    world.now = now;
  });

  it('of a period that is not over is refused', async () => {
    expect(await maker.report(await askForMonth('2026-11'))).toMatchObject({ state: 'refused' });
  });
});

describe('M26: the books of any life that the engine has made', () => {
  const step = fc.record({
    person: fc.nat(1),
    cents: fc.bigInt({ min: 1n, max: 100_000n }),
    told: fc.constantFrom<Told[]>(
      ['done'],
      ['failed'],
      ['open'],
      ['working', 'done'],
      ['done', 'taken_back'],
    ),
    days: fc.integer({ min: 0, max: 20 }),
  });

  it('give statements whose opening + movements = closing = ledger, each movement with its entry', async () => {
    const began = world.now;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        world.now = began;
        const people = [await world.customer(), await world.customer()];
        for (const { person, cents, told, days } of steps) {
          world.now += days * DAY_MS;
          const started = await world.start(people[person] ?? '', { cents });
          for (const news of told)
            await world.send(started.bucket, [world.webhook(started, news, `evt ${news} ${started.id}`)]);
        }
        for (const customerId of people) {
          const books = await createPostgresBooksSource(pool).customer(customerId);
          const entries = new Map(books.entries.map(({ seq, transactionId }) => [seq, transactionId]));
          let closing = 0n;
          for (const month of monthsBetween(began, world.now).toReversed()) {
            const made = makeStatement(customerId, periodOf(month), books);
            if (!made.ok) throw new Error(made.refusal.where);
            for (const { opening, movements, closing: next } of made.value.sections) {
              expect(opening).toBe(closing);
              closing = movements.reduce((sum, { units }) => sum + units, opening);
              expect(next).toBe(closing);
              for (const { transfer } of movements)
                expect(entries.get(transfer.seq)).toBe(transfer.transactionId);
            }
          }
          const [account] = (await world.store.balances(customerId)).accounts;
          expect(closing).toBe(account ? account.balance.creditsPosted - account.balance.debitsPosted : 0n);
        }
      }),
      { numRuns: 8 },
    );
    world.now = began;
  });
});

describe('what the application may in the schema of jobs', () => {
  it.each([
    ['which migrations of it were run', 'UPDATE graphile_worker.migrations SET id = id'],
    ['what kinds of jobs there are', 'UPDATE graphile_worker._private_tasks SET identifier = identifier'],
    ['its tables', 'CREATE TABLE graphile_worker.mine (id int)'],
    ['all jobs at once', 'TRUNCATE graphile_worker._private_jobs'],
    ['what was asked for of a report', 'UPDATE reports SET request = request'],
    ['that a report was asked for', 'DELETE FROM reports'],
    ['whose a statement is', 'UPDATE account_statements SET customer_id = customer_id'],
  ])('is not to change %s', async (_what, act) => {
    await expect(pool.query(act)).rejects.toMatchObject({ code: '42501' });
  });
});
