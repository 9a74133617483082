import { parseMoney } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import type { Person } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  ana = await world.person('ana');
});
afterAll(() => world?.close());

function units({ asset, amount }: MoneyView): bigint {
  const parsed = parseMoney(asset, amount);
  if (!parsed.ok) throw new Error(`${amount} is no amount of ${asset}`);
  return parsed.value.units;
}

describe.each(['card', 'bank'] as const)('adding $100.00 by %s', (method) => {
  it('M5 M20 is priced to the cent, carried out once and credited as quoted', async () => {
    const before = await balanceOf(ana);
    const quote = await ana.quote(method);
    const parts = [quote.pay.amount, ...quote.pay.fees.map((fee) => fee.amount)].map(units);
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(units(quote.pay.total));
    expect(quote.pay.fees.find((fee) => fee.tier === 'platform')?.amount).toEqual({
      asset: 'USD',
      amount: '0.50',
    });
    expect(quote.pay.fees.some((fee) => fee.tier === 'provider')).toBe(true);

    const confirmed = await ana.confirm(quote);
    expect(confirmed.status).toBe(201);
    const done = await ana.until(quote.id, 'completed');
    const charged = units(done.receipt?.charged ?? quote.pay.amount);
    expect(charged).toBeLessThanOrEqual(units(quote.pay.total));
    expect(units(done.receipt?.difference ?? quote.pay.amount)).toBe(charged - units(quote.pay.total));

    const after = await balanceOf(ana);
    const quoted = units({ asset: 'USDC', amount: quote.receive.amount });
    expect(after.available - before.available).toBeGreaterThanOrEqual(quoted);
    expect(after.incoming).toBe(0n);
    expect(after.reserved).toBe(0n);

    const executed = (await world.outside.executions()).filter(
      (one) => one.metadata.diboas_transaction_id === quote.id,
    );
    expect(executed.map(({ kind }) => kind).sort()).toEqual(['delivery', 'payment']);
    expect(executed.find(({ kind }) => kind === 'payment')?.amount).toBe(done.receipt?.charged.amount);
  });

  it('goes through every status once, in the journal', async () => {
    const { id } = await ana.add(method);
    await ana.until(id, 'completed');
    expect(await journalledStatuses(id)).toEqual([
      'VALIDATING',
      'BALANCE_RESERVED',
      'SENT_TO_PROVIDER',
      'PROVIDER_PROCESSING',
      'PROVIDER_COMPLETED',
      'COMPLETED',
    ]);
    expect((await ana.transaction(id)).history.map(({ status }) => status)).toEqual([
      'INITIATED',
      ...(await journalledStatuses(id)),
    ]);
  });
});

describe('adding money that comes to nothing', () => {
  it('releases everything when the payment is declined [payment.declined]', async () => {
    const before = await balanceOf(ana);
    await world.outside.setFaults([{ kind: 'reject_session', at: 'payment' }]);
    const { id } = await ana.add();
    const ended = await ana.until(id, 'declined');
    await world.outside.setFaults([]);
    expect(ended).toMatchObject({ status: 'COMPENSATED', where: 'with_you', ended: true });
    expect(await balanceOf(ana)).toEqual(before);
  });

  it('rests for a person when another amount was delivered [delivered.otherwise]', async () => {
    await world.outside.setFaults([{ kind: 'wrong_amount', bps: -100 }]);
    const before = await balanceOf(ana);
    const { id } = await ana.add();
    await ana.until(id, 'under_review');
    await world.outside.setFaults([]);
    const items = await world.database.query('SELECT cause FROM operator_items WHERE transaction_id = $1', [
      id,
    ]);
    expect(items).toEqual([{ cause: 'amount_mismatch' }]);
    const after = await balanceOf(ana);
    expect(after.available).toBe(before.available);
    expect(after.incoming).toBeGreaterThan(0n);
  });
});

describe('the ledger', () => {
  it('sums to zero per bucket and asset, and agrees with the balances', async () => {
    const { id } = await ana.add();
    await ana.until(id, 'completed');
    // Customers' balances are kept in rows of their own, and those of the platform are the sums of its transfers.
    const sums = await world.database.query<{ sum: string }>(`
      SELECT sum(units) AS sum FROM (
        SELECT bucket, asset, network, credits_posted - debits_posted AS units FROM accounts
        UNION ALL
        SELECT bucket, asset, network, amount FROM transfers
          WHERE kind IN ('posted', 'post') AND credit_kind NOT IN ('BANKING', 'INVESTING', 'DEFI')
        UNION ALL
        SELECT bucket, asset, network, -amount FROM transfers
          WHERE kind IN ('posted', 'post') AND debit_kind NOT IN ('BANKING', 'INVESTING', 'DEFI')
      ) AS sides GROUP BY bucket, asset, network`);
    expect(sums.map(({ sum }) => sum)).toEqual(['0']);
    const [kept] = await world.database.query<{ available: string }>(
      "SELECT credits_posted - debits_posted - debits_pending AS available FROM accounts WHERE kind = 'BANKING'",
    );
    expect(BigInt(kept?.available ?? '0')).toBe((await balanceOf(ana)).available);
    const ended = await world.database.query<{ transaction_id: string }>(
      "SELECT transaction_id FROM transactions WHERE status IN ('COMPLETED', 'FAILED', 'COMPENSATED')",
    );
    const endedIds = new Set(ended.map((row) => row.transaction_id));
    expect(endedIds).toContain(id);
    const stray = (await openHolds(world.database)).filter((hold) => endedIds.has(hold.transaction_id));
    expect(stray).toEqual([]);
  });
});

async function balanceOf(person: Person) {
  const { balances } = await person.balances();
  const usdc = balances.find((one) => one.type === 'BANKING' && one.asset === 'USDC');
  const figure = (amount = '0') => units({ asset: 'USDC', amount });
  return {
    available: figure(usdc?.available),
    reserved: figure(usdc?.reserved),
    incoming: figure(usdc?.incoming),
  };
}

async function journalledStatuses(id: string): Promise<string[]> {
  const rows = await world.database.query<{ to: string }>(
    `SELECT event ->> 1 AS to FROM journal, json_array_elements(events::json) WITH ORDINALITY AS one (event, place)
      WHERE transaction_id = $1 AND event ->> 0 = 'moved' ORDER BY seq, place`,
    [id],
  );
  return rows.map(({ to }) => to);
}
