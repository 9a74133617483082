// M23: more than somebody who is not known may add waits until they show who they are, and goes on by itself then.
import { firstIdentityDesk, passOnApplicantPage } from '@diboas/providers/testing';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

let world: OpenSystem;

/** The first desk of identity. */
const FIRST = { provider: firstIdentityDesk.id };

beforeAll(async () => {
  // A try is looked at again within seconds where it is minutes elsewhere.
  world = await openSystem({ start: inProcess(), everyProvider: true, settings: { PACE_FACTOR: '0.02' } });
});
afterAll(() => world?.close());
beforeEach(() => world.outside.setFaults([]));

const WAITS = {
  ...{ status: 'VALIDATING', activity: 'KYC_VERIFICATION', state: 'awaiting_you', where: 'with_you' },
  ...{ waits: { for: 'identity' }, action: { kind: 'verify' } },
};

/** Somebody with a deposit of that much, which waits for them. */
async function waiting(name: string, amount = '1500.00') {
  const person = await world.person(name);
  const { id } = await person.add('card', amount);
  expect(await person.transaction(id)).toMatchObject(WAITS);
  return { person, id };
}

const until = (person: Person, wanted: object) =>
  vi.waitFor(async () => expect(await person.identity()).toMatchObject(wanted), {
    ...{ timeout: 15_000, interval: 50 },
  });

/** The commits in which transactions went on after their checks. */
async function commitsOf(ids: readonly string[]): Promise<readonly string[]> {
  const rows = await world.database.query<{ xact: string }>(
    `SELECT DISTINCT ON (transaction_id) xact::text FROM journal
     WHERE transaction_id = ANY ($1::uuid[]) AND cause = 'woken' ORDER BY transaction_id, seq DESC`,
    [ids],
  );
  expect(rows).toHaveLength(ids.length);
  return [...new Set(rows.map(({ xact }) => xact))];
}

/** How often it became known that whoever began it is verified. */
async function timesVerified(id: string): Promise<number> {
  const [row] = await world.database.query<{ count: string }>(
    `SELECT count(*) FROM audit a JOIN transactions t ON t.customer_id::text = a.subject
     WHERE t.transaction_id = $1 AND a.act = 'profile_changed' AND a.detail::jsonb->>'change' = 'identity'
       AND a.detail::jsonb->>'identity' = 'verified'`,
    [id],
  );
  return Number(row?.count);
}

describe('a deposit of more than $1,000', () => {
  it('M23 waits, is shown with until when, and goes on by itself once its person is verified', async () => {
    const { person, id } = await waiting('ana');
    const { waits, createdAt } = await person.transaction(id);
    expect(Date.parse(waits?.until ?? '') - Date.parse(createdAt)).toBe(14 * 86_400_000);
    expect(await person.identity()).toMatchObject({ tier: 'unverified', todo: 'verify', reason: null });
    await person.verify();
    await person.until(id, 'completed');
    expect(await person.identity()).toMatchObject({ tier: 'verified', todo: 'nothing', onceVerified: null });
    expect((await person.identity()).limits.in).toEqual([
      { days: 1, most: usd('25000.00'), left: usd('23500.00') },
      { days: 30, most: usd('100000.00'), left: usd('98500.00') },
    ]);
  });

  it('M23 goes on with all others that wait, in one commit', async () => {
    const { person, id } = await waiting('ben');
    const second = await person.add('card', '2500.00');
    expect(await person.transaction(second.id)).toMatchObject(WAITS);
    await person.verify();
    await Promise.all([id, second.id].map((one) => person.until(one, 'completed')));
    expect(await commitsOf([id, second.id])).toHaveLength(1);
  });

  it('M23 goes on though every event is lost [identity.not_told]', async () => {
    await world.outside.setFaults([{ kind: 'drop_webhook', match: FIRST }]);
    const { person, id } = await waiting('clara');
    await person.verify();
    await person.until(id, 'completed');
  });

  it('M23 goes on once when every event comes often and late', async () => {
    await world.outside.setFaults([
      { kind: 'duplicate_webhook', copies: 5, match: FIRST },
      { kind: 'late_webhook', ms: 500, match: FIRST },
    ]);
    const { person, id } = await waiting('dora');
    await person.verify();
    await person.until(id, 'completed');
    expect(await timesVerified(id)).toBe(1);
  });

  it('M23 waits on while they must try again, and goes on after the next try', async () => {
    const { person, id } = await waiting('eva');
    await person.verify({ choice: 'retry', code: 'document_expired' });
    await until(person, { todo: 'try_again', reason: 'document_expired' });
    expect(await person.transaction(id)).toMatchObject(WAITS);
    await person.verify();
    await person.until(id, 'completed');
  });

  it('M23 is given back when it is refused, and nobody is asked again', async () => {
    const { person, id } = await waiting('finn');
    await person.verify({ choice: 'refuse' });
    const ended = await person.until(id, 'failed_nothing_moved');
    expect(ended).toMatchObject({ failure: { code: 'not_verified' }, waits: null, action: null });
    expect(await person.identity()).toMatchObject({ tier: 'unverified', todo: 'contact_us', reason: null });
    expect(problemIn(await person.call('POST', '/v1/identity')).code).toBe('identity_refused');
  });

  it('M23 is verified at the next provider while the first is away [identity.provider_away]', async () => {
    const { person, id } = await waiting('gus');
    await world.outside.setFaults([{ kind: 'outage', match: FIRST }]);
    const { url } = (await person.call('POST', '/v1/identity')).body as { url: string };
    expect(url).toMatch(/^http/);
    expect(new URL(url).origin).not.toBe(new URL(world.outside.urls[firstIdentityDesk.id] ?? '').origin);
    await passOnApplicantPage(url);
    await person.until(id, 'completed');
    expect(await person.identity()).toMatchObject({ tier: 'verified', todo: 'nothing' });
  });

  it('M23 is offered with a word of what is asked before it goes on; beyond what anybody may, it is not', async () => {
    const person = await world.person('ida');
    const asks = async (amount: string) => (await person.quote('card', amount)).asksIdentity;
    expect([await asks('1000.00'), await asks('1000.01')]).toEqual([false, true]);
    await person.add('card', '900.00');
    const quote = await person.quote('card', '100.01');
    expect(quote.asksIdentity).toBe(true);
    expect((await person.call('GET', `/v1/quotes/${quote.id}`)).body).toEqual(quote);
    const over = await person.call('POST', '/v1/quotes', {
      body: {
        ...{ operation: 'ADD_FUNDS', method: 'card', currency: 'USD', amount: '24100.01' },
        ...{ asset: 'USDC', network: 'solana' },
      },
    });
    expect(problemIn(over)).toMatchObject({ code: 'over_limit', left: usd('24100.00') });
  });

  it('M23 leads back to the same page, and is begun once', async () => {
    const { person } = await waiting('hal');
    const begin = async () => (await person.call('POST', '/v1/identity')).body as { url: string };
    const pages = await Promise.all([begin(), begin(), begin()]);
    const again = await begin();
    expect(new Set([...pages, again].map(({ url }) => new URL(url).pathname)).size).toBe(1);
    await until(person, { todo: 'go_on' });
  });
});

function usd(amount: string) {
  return { asset: 'USD', amount };
}
