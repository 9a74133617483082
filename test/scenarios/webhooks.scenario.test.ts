import { createHash, randomUUID } from 'node:crypto';
import { firstOnRamp } from '@diboas/providers/testing';
import type { ToldOrder, ToldStage } from '@diboas/providers-kit/contract';
import { inProcess } from '@diboas/testkit/in-process';
import { type Answer, call, type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem, testSecret } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  // The person does not pay and the sandbox keeps quiet, so nothing but what these tests send changes anything.
  world = await openSystem({ start: inProcess(), sandbox: { SANDBOX_AUTO_PAY: 'off' } });
  await world.outside.setFaults([{ kind: 'drop_webhook' }]);
  ana = await world.person('ana');
});
afterAll(() => world?.close());

function signed(
  payload: string,
  { at = Date.now(), secret = testSecret(firstOnRamp.secretSetting) } = {},
): Record<string, string> {
  return firstOnRamp.sign(payload, { secret, at });
}

function send(
  payload: string,
  headers: Record<string, string>,
  provider: string = firstOnRamp.id,
): Promise<Answer> {
  return call(world.url, 'POST', `/v1/webhooks/${provider}`, { raw: payload, headers });
}

async function audited(act: string): Promise<number> {
  const [row] = await world.database.query<{ count: string }>('SELECT count(*) FROM audit WHERE act = $1', [
    act,
  ]);
  return Number(row?.count);
}

/** All that money could be seen in. */
type Counts = Record<'journal' | 'transfers' | 'inbox' | 'versions', string>;

async function money(): Promise<Counts | undefined> {
  const counts = await world.database.query<Counts>(`SELECT
    (SELECT count(*) FROM journal) AS journal, (SELECT count(*) FROM transfers) AS transfers,
    (SELECT count(*) FROM inbox) AS inbox, (SELECT sum(version) FROM transactions) AS versions`);
  return counts[0];
}

/** Something that the provider tells, under an id of its own. */
const anEvent = () => ({ id: `evt_${randomUUID().replaceAll('-', '')}`, at: Date.now() });

/** An event about an order that nobody has paid for yet. */
function eventOf(order: Partial<ToldOrder>, stage: ToldStage = 'working'): string {
  const nobodys = { transactionId: '', attemptId: '', reference: '', destination: '' };
  return firstOnRamp.tell({ ...nobodys, paid: '1.00', delivered: '1.00', ...order }, stage, anEvent());
}

describe('a webhook', () => {
  it('M4 without a good signature is refused, audited by number, and changes nothing [webhook.forged]', async () => {
    const { id } = await ana.add();
    await ana.until(id, 'awaiting_you');
    const payload = eventOf({ reference: 'cos_forged', transactionId: id });
    const before = await money();
    const forgeries = [
      {},
      { [firstOnRamp.signatureHeader]: 'nonsense' },
      signed(payload, { secret: 'whsec_guess' }),
      signed(`${payload} `),
    ];
    for (const headers of forgeries) {
      const refused = await send(payload, { 'content-type': 'application/json', ...headers });
      expect(refused.status).toBe(401);
      expect(problemIn(refused).code).toBe('invalid_signature');
    }
    expect(await money()).toEqual(before);
    expect(await audited('webhook_forged')).toBe(1);
    const kept = await world.database.query("SELECT * FROM audit WHERE act = 'webhook_forged'");
    expect(JSON.stringify(kept)).not.toContain('cos_forged');
    const metrics = await call(world.url, 'GET', '/v1/metrics');
    expect(metrics.body).toContain(`diboas_webhooks_total{provider="${firstOnRamp.id}",outcome="forged"} 4`);
  });

  it('with an old signature is refused and audited', async () => {
    const payload = eventOf({ reference: 'cos_old' });
    const refused = await send(payload, signed(payload, { at: Date.now() - 3_600_000 }));
    expect(refused.status).toBe(401);
    expect(await audited('webhook_stale')).toBe(1);
  });

  it('that is signed but cannot be read is kept for later, once, audited, and changes nothing', async () => {
    const before = await money();
    const odd = ['null', '[]', '{'];
    for (const payload of [...odd, ...odd]) expect((await send(payload, signed(payload))).status).toBe(200);
    expect(await audited('webhook_unreadable')).toBe(2 * odd.length);
    const rows = await world.database.query<{ digest: string; sealed: Buffer }>(
      `SELECT encode(payload_digest, 'hex') AS digest, sealed FROM inbox JOIN inbox_payloads
         USING (bucket, provider, event_id) WHERE disposition = 'quarantined'`,
    );
    const digests = odd.map((payload) => createHash('sha256').update(payload).digest('hex'));
    expect(rows.map((row) => row.digest).toSorted()).toEqual(digests.toSorted());
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('null');
    expect({ ...(await money()), inbox: before?.inbox }).toEqual(before);
  });

  it('that is signed but bears a name no column takes is kept for later and audited', async () => {
    const before = await audited('webhook_unreadable');
    const payload = firstOnRamp.tellOfOthers({ id: 'evt_1\u0000', at: Date.now() });
    expect((await send(payload, signed(payload))).status).toBe(200);
    expect(await audited('webhook_unreadable')).toBe(before + 1);
  });

  it('that is about nothing of ours is taken and noted', async () => {
    const before = await money();
    const payload = firstOnRamp.tellOfOthers(anEvent());
    expect((await send(payload, signed(payload))).status).toBe(200);
    expect(await audited('webhook_not_ours')).toBe(1);
    expect(await money()).toEqual(before);
  });

  it('of a provider that does not exist is not found', async () => {
    expect((await send('{}', {}, 'nobody')).status).toBe(404);
    expect((await send('{}', {}, '..%2F..')).status).toBe(400);
  });

  it('that is too large is refused', async () => {
    const refused = await send('x'.repeat(300_000), { 'content-type': 'application/json' });
    expect(problemIn(refused).code).toBe('body_too_large');
  });

  it('that came before is taken again and changes nothing [webhook.twice]', async () => {
    const { id } = await ana.add();
    await ana.until(id, 'awaiting_you');
    const [row] = await world.database.query<{ attemptId: string; reference: string }>(
      `SELECT state::json -> 'attempts' -> 0 ->> 'id' AS "attemptId",
          state::json -> 'attempts' -> 0 ->> 'reference' AS reference
        FROM transactions WHERE transaction_id = $1`,
      [id],
    );
    const payload = eventOf({ ...row, transactionId: id });
    expect((await send(payload, signed(payload))).status).toBe(200);
    const once = await ana.until(id, 'processing');
    const before = await money();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(payload, signed(payload))));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await money()).toEqual(before);
    expect((await ana.transaction(id)).version).toBe(once.version);
    expect(await audited('webhook_repeated')).toBe(10);
  });
});
