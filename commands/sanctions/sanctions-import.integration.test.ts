import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { createListsReader, type ListEntry, screenName } from '@diboas/sanctions';
import { makeEntries, publishSdn } from '@diboas/sanctions/testing';
import {
  createPostgresSanctionsLists,
  createPostgresScreenings,
  createPostgresStore,
  openPool,
} from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COMMAND = join(import.meta.dirname, '..', 'sanctions-import.ts');
const run = promisify(execFile);

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'diboas-lists-'));

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** What the command says, and with what it ends. */
const type = (...args: readonly string[]) => runTyped(COMMAND, args);

/** The same of the command about customers. */
const operate = (...args: readonly string[]) =>
  runTyped(join(import.meta.dirname, '..', 'customers.ts'), args);

async function runTyped(command: string, args: readonly string[]): Promise<{ said: string; code: number }> {
  const env = { ...process.env, DATABASE_URL: database.appUrl, INIT_CWD: folder };
  const ended = await run(process.execPath, [command, ...args], { env }).catch((error: unknown) => error);
  const { stdout, stderr, code = 0 } = ended as { stdout: string; stderr: string; code?: number };
  return { said: stdout + stderr, code };
}

it('M24: a list is taken in from its file, what differs is told, and half of a list is refused', async () => {
  const made = makeEntries(createSeededRandom(6), 30).map(({ entry }) => entry);
  const write = (name: string, document: Iterable<string>) =>
    writeFileSync(join(folder, name), [...document].join(''));
  write('first.xml', publishSdn(made, { publishedOn: '2026-05-21' }));
  write('second.xml', publishSdn(made.slice(1), { publishedOn: '2026-05-22' }));
  write('half.xml', [...publishSdn(made, { publishedOn: '2026-05-23' })].slice(0, 15));

  expect(await type('first.xml', '--by', 'ana')).toMatchObject({
    code: 0,
    said: expect.stringContaining(
      'version 1 is in force, published on 2026-05-21, with 30 entries.\nadded 30, removed 0, changed 0',
    ),
  });
  expect((await type('second.xml')).said).toContain('version 2 is in force');
  expect(await type('half.xml')).toMatchObject({
    code: 1,
    said: expect.stringContaining('ends in the middle'),
  });
  const { said } = await type('list');
  expect(said).toMatch(
    /version 2, .* 29 entries, added 0, removed 1, changed 0 \(in force\)\n {2}version 1, /,
  );
});

it('M24: whom another version of a list has is found by its import, and told once', async () => {
  const pool = openPool(database.appUrl, { max: 1 });
  try {
    const lists = await createListsReader(createPostgresSanctionsLists(pool)).current();
    const store = createPostgresScreenings(pool);
    const made = makeEntries(createSeededRandom(6), 29).map(({ entry }) => entry);
    const [added] = makeEntries(createSeededRandom(4), 1).map(({ entry }) => ({ ...entry, id: '999999' }));
    const name = added?.names[0]?.text ?? '';
    const people = createPostgresStore(pool);
    const random = createSeededRandom(2);
    const customerId = createId({ now: 1, random, bucket: 9 });
    await people.ensureCustomer(customerId, 1);
    const id = createId({ now: 1, random, bucket: bucketOf(customerId) });
    const written = { id, customerId, name: 'Somebody', lastPaidAt: null, createdAt: 1 };
    await people.keepRecipient({ ...written, email: 'somebody@example.com' }, 5);
    const who = { kind: 'recipient', id } as const;
    expect(await screenName(who, { name }, { lists, store, now: 1 })).toMatchObject({ outcome: 'clear' });
    const file = join(folder, 'third.xml');
    writeFileSync(
      file,
      [...publishSdn([...made, ...(added ? [added] : [])], { publishedOn: '2026-05-24' })].join(''),
    );
    const { said } = await type('third.xml');
    expect(said).toMatch(new RegExp(`recipient ${id}: hit, was clear, ofac_sdn 999999 \\(1\\.000\\)`));
    expect(said).toContain('screened again 1, another result 1');
    expect(said).not.toContain(name);
    expect(await store.lastScreening(who)).toMatchObject({ number: 2, outcome: 'hit' });
    expect((await type('third.xml')).said).toContain('screened again 0, another result 0');
  } finally {
    await pool.end();
  }
});

it('M24: a customer whom a list takes up is held at once, and free again once a reviewer has cleared them', async () => {
  const pool = openPool(database.appUrl, { max: 1 });
  try {
    const lists = await createListsReader(createPostgresSanctionsLists(pool)).current();
    const [screenings, store] = [createPostgresScreenings(pool), createPostgresStore(pool)];
    const id = createId({ now: 1, random: createSeededRandom(1), bucket: 5 });
    await store.ensureCustomer(id, 1);
    const made = makeEntries(createSeededRandom(6), 30).map(({ entry }) => entry);
    const [one, other] = makeEntries(createSeededRandom(8), 2).map(({ entry }) => entry);
    const name = one?.names[0]?.text ?? '';
    await screenName({ kind: 'customer', id }, { name }, { lists, store: screenings, now: 1 });
    const publish = (day: number, ...added: (ListEntry | undefined)[]) => {
      const more = added.flatMap((entry, at) => (entry ? [{ ...entry, id: `88888${at}` }] : []));
      const text = [...publishSdn([...made, ...more], { publishedOn: `2026-06-0${day}` })].join('');
      writeFileSync(join(folder, 'next.xml'), text);
      return type('next.xml');
    };
    const screening = async () => (await store.profile(id)).screening;
    expect((await publish(1, one)).said).toContain('goes by the result: hit');
    expect(await screening()).toBe('hit');
    const cleared = ['clear-name', id, '--by', 'ana', '--reason', 'another year of birth'];
    expect((await operate(...cleared)).said).toContain('Add --yes');
    expect(await screening()).toBe('hit');
    expect(await operate(...cleared, '--yes')).toMatchObject({ code: 0 });
    expect(await screening()).toBe('cleared');
    expect((await publish(2, one, other)).said).toContain('another result 0');
    expect(await screening()).toBe('cleared');
    await publish(3, one, one);
    expect(await screening()).toBe('hit');
    await publish(4);
    expect(await screening()).toBe('clear');
    expect(await operate(...cleared, '--yes')).toMatchObject({ code: 1 });
    const audited = await database.query<{ actor: string }>(
      "SELECT actor FROM audit WHERE act = 'profile_changed' AND subject = $1 ORDER BY at",
      [id],
    );
    expect(audited.map(({ actor }) => actor)).toEqual(['lists', 'ana', 'lists', 'lists']);
  } finally {
    await pool.end();
  }
});

it('is refused in words where nobody does it', async () => {
  expect(await type('first.xml', '--by', ' ')).toMatchObject({
    code: 2,
    said: expect.stringContaining('--by'),
  });
});
