import type { QuoteView } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { type Person, signIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TRANSACTIONS = 500;
/** Ten transactions each, of so little that nobody comes to what an unverified person may add or have under way. */
const PEOPLE = 50;
const AMOUNT = '20.00';
/** People who confirm at the same time. */
const AT_ONCE = 40;
/** A machine that is busy with other things is slow, not wrong. */
const PATIENCE_MS = 240_000;

let system: OpenSystem;

beforeAll(async () => {
  system = await openSystem({
    sandbox: { SANDBOX_STEP_MS: '300' },
    // What a dead node had begun is found again in seconds instead of a minute.
    settings: { PACE_FACTOR: '0.05' },
  });
});
afterAll(() => system?.close());

async function statuses(): Promise<Record<string, number>> {
  const rows = await system.database.query<{ status: string; count: string }>(
    'SELECT status, count(*) FROM transactions GROUP BY status',
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
}

/** Confirms until the answer is there; what a crash left unanswered is asked again with the same key. */
async function confirmForSure(person: Person, quote: QuoteView): Promise<void> {
  await untilTrue(
    async () => {
      try {
        const { status } = await person.confirm(quote);
        return status === 201 || status === 200;
      } catch {
        return false;
      }
    },
    () => `no answer to ${quote.id}`,
    { timeoutMs: PATIENCE_MS, pauseMs: 200 },
  );
}

/** Confirms all of them, so many at a time. */
async function confirmAll(
  quotes: readonly { readonly person: Person; readonly quote: QuoteView }[],
): Promise<void> {
  const left = [...quotes];
  const confirmNext = async (): Promise<void> => {
    for (let one = left.pop(); one; one = left.pop()) await confirmForSure(one.person, one.quote);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, confirmNext));
}

/** Kills the server once this share of the transactions has begun, and starts it again. */
async function crashAt(share: number): Promise<void> {
  await untilTrue(
    async () => {
      const begun = Object.values(await statuses()).reduce((sum, count) => sum + count, 0);
      return begun > TRANSACTIONS * share;
    },
    () => 'too few transactions to crash among',
    { timeoutMs: PATIENCE_MS },
  );
  await system.servers.at(-1)?.kill();
  await system.startServer();
}

describe('killing the server in the middle of its work', () => {
  it('loses nothing, does nothing twice, and every transaction ends [node.killed]', {
    timeout: 2 * PATIENCE_MS,
  }, async () => {
    const people: Person[] = [];
    for (let number = 0; number < PEOPLE; number += 1)
      people.push(await signIn(system.url, `p${number}@example.com`));
    const quotes = await Promise.all(
      people.map(async (person) => {
        const own = [];
        for (let count = 0; count < TRANSACTIONS / PEOPLE; count += 1)
          own.push(await person.quote('card', AMOUNT));
        return { person, own };
      }),
    );

    const everyOne = quotes.flatMap(({ person, own }) => own.map((quote) => ({ person, quote })));
    await Promise.all([confirmAll(everyOne), crashAt(0.3).then(() => crashAt(0.8))]);
    await untilTrue(
      async () => (await statuses()).COMPLETED === TRANSACTIONS,
      () => `not all of them ended as completed; the server said: ${system.servers.at(-1)?.logEnd()}`,
      { timeoutMs: PATIENCE_MS, pauseMs: 200 },
    );

    const wanted = quotes.flatMap(({ own }) => own.map(({ id }) => id)).sort();
    const executions = await system.outside.executions();
    for (const kind of ['payment', 'delivery'] as const) {
      const done = executions
        .filter((one) => one.kind === kind)
        .map((one) => one.metadata.diboas_transaction_id);
      expect(done.sort()).toEqual(wanted);
    }
    for (const { person, own } of quotes) {
      const [balance] = (await person.balances()).balances;
      const quoted = own.reduce((sum, quote) => sum + BigInt(quote.receive.amount.replace('.', '')), 0n);
      expect(BigInt(balance?.available.replace('.', '') ?? '0')).toBe(quoted);
      expect(balance).toMatchObject({ incoming: '0.000000', reserved: '0.000000' });
    }
    expect(await openHolds(system.database)).toEqual([]);
    expect(await system.database.query('SELECT * FROM operator_items')).toEqual([]);
  });
});
