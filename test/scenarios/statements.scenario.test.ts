import type { StatementFile, StatementList, StatementView } from '@diboas/protocol';
import type { Person } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem();
  ana = await world.person('ana');
});
afterAll(() => world?.close());

const MONTH = new Date().toISOString().slice(0, 7);
const DOWNLOADS = `/v1/statements/${MONTH}/files`;

async function list(person: Person, language = 'en'): Promise<readonly StatementView[]> {
  const { status, body } = await person.call('GET', `/v1/statements?language=${language}`);
  expect(status).toBe(200);
  return (body as StatementList).items;
}

function make(person: Person, language = 'en', month = MONTH) {
  return person.call('POST', '/v1/statements', { body: { month, language } });
}

async function stateOf(person: Person, language: string): Promise<string | undefined> {
  return (await list(person, language)).find(({ month }) => month === MONTH)?.state;
}

async function untilMade(person: Person, language = 'en'): Promise<void> {
  await expect.poll(() => stateOf(person, language), { timeout: 20_000 }).toBe('made');
}

async function fetchFile(
  person: Person,
  format: string,
  language = 'en',
): Promise<{ name: string; text: string }> {
  const { status, body } = await person.call('GET', `${DOWNLOADS}/${format}?language=${language}`);
  expect(status).toBe(200);
  const { name, base64 } = body as StatementFile;
  return { name, text: Buffer.from(base64, 'base64').toString('latin1') };
}

describe('M26: a statement over HTTP', () => {
  it('is of nothing while nothing was done', async () => {
    const idle = await world.person('idle');
    expect(await list(idle)).toEqual([]);
    expect((await make(idle)).status).toBe(404);
  });

  it('is asked for, made by a node, and ends on what the balance says', async () => {
    const { id } = await ana.add('card');
    await ana.until(id, 'completed');
    const none = { month: MONTH, state: 'none', until: null, whole: false };
    expect(await list(ana)).toContainEqual(expect.objectContaining(none));
    expect((await make(ana)).status).toBe(201);
    await untilMade(ana);
    const csv = await fetchFile(ana, 'csv');
    expect(csv.name).toBe(`diboas-${MONTH}.csv`);
    const { balances } = await ana.balances();
    const available = balances.map((one) => one.available).find((amount) => /[1-9]/.test(amount));
    const lines = csv.text.split('\r\n').map((line) => line.split(','));
    expect(lines.find((line) => line[4] === 'closing')?.[8]).toBe(available);
    expect(lines.filter((line) => line[4] === 'movement').map((line) => line[9])).toEqual([id]);
    const pdf = await fetchFile(ana, 'pdf');
    expect(pdf.text.startsWith('%PDF-')).toBe(true);
    // In another language it is another one.
    expect(await stateOf(ana, 'de')).toBe('none');
    expect((await ana.call('GET', `${DOWNLOADS}/pdf?language=de`)).status).toBe(404);
  });

  it('is nobody else’s, and of no month that is not theirs', async () => {
    const bea = await world.person('bea');
    expect((await bea.call('GET', `${DOWNLOADS}/csv?language=en`)).status).toBe(404);
    expect((await bea.call('GET', `${DOWNLOADS}/trace?language=en`)).status).toBe(400);
    expect((await make(ana, 'en', '2020-01')).status).toBe(404);
    expect((await make(ana, 'en', '2099-01')).status).toBe(404);
    expect((await make(ana, 'fr')).status).toBe(400);
    const stranger = await fetch(`${world.url}${DOWNLOADS}/csv?language=en`);
    expect(stranger.status).toBe(401);
  });

  it('is made after its node was killed in the midst of it', async () => {
    // Whoever reads transfers waits for this lock.
    const holder = new pg.Client({ connectionString: world.database.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE transfers IN ACCESS EXCLUSIVE MODE');
    expect((await make(ana, 'es')).status).toBe(201);
    const takenBy = async () =>
      (await holder.query(`SELECT locked_by FROM graphile_worker._private_jobs WHERE key LIKE '% es'`)).rows;
    await expect.poll(takenBy).toMatchObject([{ locked_by: expect.any(String) }]);
    await world.servers.at(-1)?.kill();
    await holder.query('ROLLBACK');
    // As long after it was asked for as another node waits before it takes over.
    await holder.query(
      `UPDATE account_statements SET asked_at = asked_at - interval '3 minutes' WHERE language = 'es'`,
    );
    await holder.end();
    await world.startServer();
    await untilMade(ana, 'es');
    expect((await fetchFile(ana, 'csv', 'es')).text).toContain('closing');
  });
});
