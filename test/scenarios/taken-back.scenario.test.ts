// What a payer's bank takes back days after it was delivered, with the money spent meanwhile: an ACH return, or a dispute of a
// card. The on-ramps of the product are merchants of record and bear that themselves, so the one of the template tells of it here.
import { example } from '@diboas/example';
import { DAY_MS } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers } from '@diboas/sandbox-kit';
import { parseSettings, startServer } from '@diboas/server';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { type Person, signIn, untilTrue } from '@diboas/testkit/person';
import { unusedPort } from '@diboas/testkit/processes';
import { databaseSettings, WITHOUT_LIMITS } from '@diboas/testkit/system';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';

const SECRETS = {
  EXAMPLE_API_KEY: 'test_of_the_template',
  EXAMPLE_WEBHOOK_SECRET: 'of_tests_which_everybody_may_know',
};

let database: TestDatabase;
let url: string;
let sandbox: ReturnType<typeof createSandbox>;
const undo: (() => Promise<unknown>)[] = [];

/** How far the clock of everybody here is ahead. */
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };

beforeAll(async () => {
  database = await createTestDatabase();
  undo.push(() => database.drop());
  const port = await unusedPort();
  url = `http://127.0.0.1:${port}`;
  const random = { uint32: () => globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
  sandbox = createSandbox({
    doubles: [await example.sandbox()],
    config: testConfig(
      { example: { secrets: SECRETS, webhookUrl: `${url}/v1/webhooks/example` } },
      { stepMs: 20, businessDayMs: 50, webhookRetryMs: 200 },
    ),
    ...{ clock, timers: createRealTimers(), random, logger: pino({ level: 'silent' }) },
  });
  await sandbox.listen();
  undo.push(() => sandbox.close());
  const settings = parseSettings(
    {
      ...{ WORLD: 'sandbox', HOST: '127.0.0.1', PORT: String(port), MAILBOX: 'on' },
      AUTH_SECRET: 'a secret that only tests sign with',
      ...{ ...SECRETS, ...example.settingsAt(sandbox.urlOf('example')) },
      ...{ ...databaseSettings(database), ...WITHOUT_LIMITS },
    },
    [example],
  );
  if (!settings.ok) throw new Error(settings.refusal.join('\n'));
  const server = await startServer(settings.value, { clock });
  undo.push(() => server.stop());
});
afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

describe.each([
  ['bank', 'R01'],
  ['card', 'fraudulent'],
] as const)(
  'what was paid by %s and is taken back (%s) three days after it arrived, with most of it spent',
  (method, reason) => {
    let ana: Person;
    let bob: Person;
    let id: string;

    beforeAll(async () => {
      aheadMs = 0;
      [ana, bob] = [
        await signIn(url, `ana-${method}@example.com`),
        await signIn(url, `bob-${method}@example.com`),
      ];
      ({ id } = await ana.add(method, '100.00'));
      await ana.until(id, 'completed');
      const quote = await ana.price({
        ...{ operation: 'SEND_MONEY', to: { email: bob.email }, amount: '70.00' },
        ...{ asset: 'USDC', network: 'solana' },
      });
      await ana.confirm(quote);
      await ana.until(quote.id, 'completed');
      expect(await spendableOf(ana, 'BANKING')).toBe(30_000_000n);
    });

    it('takes what is there and nobody below nothing; the rest is owed, and whoever was paid keeps it [payment.reversed]', async () => {
      aheadMs = 3 * DAY_MS;
      ana = await signIn(url, ana.email);
      expect(takeBack(id)).toBe(true);
      await ana.until(id, 'reversed');
      expect(await spendableOf(ana, 'BANKING')).toBe(0n);
      bob = await signIn(url, bob.email);
      expect(await spendableOf(bob, 'BANKING')).toBe(70_000_000n);
      const { followed } = await ofReversal();
      expect(await postedTo('RECEIVABLE', followed)).toBe(-70_000_000n);
      // All that had been delivered is owed back to the provider, our own fee with it.
      expect(await postedTo('CLEARING:example', followed)).toBe(100_500_000n);
      expect(await postedTo('FEE_REVENUE', followed)).toBe(-500_000n);
    });

    it('is told on both pages, each of which leads to the other', async () => {
      const { original, followed } = await ofReversal();
      expect(original).toMatchObject({ state: 'reversed', ended: true, reversedBy: followed });
      const reversal = await ana.transaction(followed);
      expect(reversal).toMatchObject({ operation: 'REVERSAL', state: 'taken_back', reverses: id, method });
      expect(original.attempts).toHaveLength(1);
    });

    it('asks an operator, and says why its bank took it back', async () => {
      const items = await database.query<{ cause: string; detail: string }>(
        'SELECT cause, detail FROM operator_items WHERE transaction_id = $1',
        [id],
      );
      expect(items.map(({ cause }) => cause)).toEqual(['reversed_after_completion']);
      expect(items[0]?.detail).toContain(reason);
    });

    it('is taken back once, however often the news comes', async () => {
      const before = await database.query('SELECT transfer_id FROM transfers');
      expect(takeBack(id)).toBe(false);
      await untilTrue(
        async () => (await ana.transaction(id)).state === 'reversed',
        () => 'it is something else',
      );
      expect(await database.query('SELECT transfer_id FROM transfers')).toHaveLength(before.length);
    });

    async function ofReversal() {
      const original = await ana.transaction(id);
      const page = await ana.page();
      const followed =
        page.items.find(({ operation, reverses }) => operation === 'REVERSAL' && reverses === id)?.id ?? '';
      return { original, followed };
    }
  },
);

/** The payer's bank takes it back; false where it has done so already. */
function takeBack(id: string): boolean {
  const order = sandbox.control
    .orders()
    .find((one) => String(Reflect.get(one, 'ourReference')).startsWith(id));
  return sandbox.control.advance(order?.id ?? '', 'return').ok;
}

/** What was posted to an account of ours by a transaction, less what was posted from it, in minor units. */
async function postedTo(kind: string, transactionId: string): Promise<bigint> {
  const [row] = await database.query<{ sum: string }>(
    `SELECT coalesce(sum(CASE WHEN credit_kind = $1 THEN amount ELSE 0 END)
       - sum(CASE WHEN debit_kind = $1 THEN amount ELSE 0 END), 0) AS sum
     FROM transfers WHERE transaction_id = $2 AND kind IN ('posted', 'post')`,
    [kind, transactionId],
  );
  return BigInt(row?.sum ?? '0');
}
