import { randomUUID } from 'node:crypto';
import { draftList } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  ana = await world.person('ana');
});
afterAll(() => world?.close());

async function begin() {
  const answer = await ana.call('POST', '/v1/drafts', { body: { wizard: 'add_funds' } });
  expect(answer.status).toBe(201);
  return ana.draft(answer);
}

function step(id: string, version: number, event: object) {
  return ana.call('POST', `/v1/drafts/${id}/events`, { body: { wizard: 'add_funds', version, event } });
}

describe('a draft', () => {
  it('M60 W20 walks the whole way and is the same on any device', async () => {
    const { id } = await begin();
    const quote = await ana.quote();
    const { expiresAt, receive } = quote;
    const offer = {
      id: quote.id,
      total: quote.pay.total,
      receive: { asset: receive.asset, amount: receive.amount },
      expiresAt,
    };
    const events = [
      { type: 'amount_chosen', amount: '100.00' },
      { type: 'to_chosen', to: 'BANKING' },
      { type: 'method_chosen', method: 'card' },
      { type: 'quoted', quote: offer },
      { type: 'fees_accepted', newKey: `key-${id}` },
      { type: 'submitted', transactionId: quote.id },
      { type: 'ended' },
    ];
    for (const [index, event] of events.entries()) {
      const answer = await step(id, index + 1, event);
      expect(answer.status).toBe(200);
      expect(ana.draft(answer).version).toBe(index + 2);
    }
    const read = ana.draft(await ana.call('GET', `/v1/drafts/${id}`));
    expect(read.state).toMatchObject({ step: 'completion', amount: '100.00', idempotencyKey: `key-${id}` });
    const { items } = draftList.parse((await ana.call('GET', '/v1/drafts')).body);
    expect(items.map((one) => one.id)).toContain(id);
  });

  it('W21 is thrown away as it was seen, and by nobody else', async () => {
    const { id } = await begin();
    const discard = (person: Person, version: number) =>
      person.call('POST', `/v1/drafts/${id}/discard`, { body: { version } });
    expect(problemIn(await discard(await world.person('bea'), 1)).code).toBe('not_found');
    expect(problemIn(await discard(ana, 2)).code).toBe('draft_changed');
    expect((await discard(ana, 1)).status).toBe(200);
    expect(problemIn(await discard(ana, 1)).code).toBe('draft_expired');
    const { items } = draftList.parse((await ana.call('GET', '/v1/drafts')).body);
    expect(items.map((one) => one.id)).not.toContain(id);
  });

  it('W1 refuses a step that is not legal from here', async () => {
    const { id } = await begin();
    expect(problemIn(await step(id, 1, { type: 'ended' })).code).toBe('illegal_step');
    expect(ana.draft(await ana.call('GET', `/v1/drafts/${id}`)).version).toBe(1);
  });

  it('W23 takes one of two devices that change it at once', async () => {
    const { id } = await begin();
    const amounts = ['10.00', '20.00', '30.00', '40.00'];
    const answers = await Promise.all(
      amounts.map((amount) => step(id, 1, { type: 'amount_chosen', amount })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const refused of answers.filter(({ status }) => status !== 200)) {
      expect(problemIn(refused).code).toBe('draft_changed');
    }
  });

  it('is as if it did not exist for anybody else', async () => {
    const ben = await world.person('ben');
    const { id } = await begin();
    expect((await ben.call('GET', `/v1/drafts/${id}`)).status).toBe(404);
    const body = { wizard: 'add_funds', version: 1, event: { type: 'amount_chosen', amount: '1.00' } };
    expect((await ben.call('POST', `/v1/drafts/${id}/events`, { body })).status).toBe(404);
    expect((await ana.call('GET', `/v1/drafts/${randomUUID()}`)).status).toBe(404);
  });

  it('M60 W25 ends after its time', async () => {
    const { id } = await begin();
    await world.database.query("UPDATE drafts SET expires_at = '2020-01-01' WHERE draft_id = $1", [id]);
    expect(problemIn(await ana.call('GET', `/v1/drafts/${id}`)).code).toBe('draft_expired');
    expect(problemIn(await step(id, 1, { type: 'amount_chosen', amount: '1.00' })).code).toBe(
      'draft_expired',
    );
    const { items } = draftList.parse((await ana.call('GET', '/v1/drafts')).body);
    expect(items.map((one) => one.id)).not.toContain(id);
  });
});
