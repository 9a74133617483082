import { assert, DAY_MS, formatInstant } from '@diboas/kernel';
import type { DraftEventRequest, DraftView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createDraftHandlers } from './handler.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const STRANGER = '0f0e0d0c-0b0a-4909-8807-060504030202';

async function createScene() {
  const world = createSmallWorld();
  for (const id of [CUSTOMER, STRANGER]) await world.store.ensureCustomer(id, world.clock.at);
  const handlers = createDraftHandlers(createTestParts(world));
  const ask = (customerId: string) =>
    handlers.createDraft({ ...requestOf(customerId), body: { wizard: 'add_funds' } });
  async function create(customerId: string): Promise<DraftView> {
    const created = await ask(customerId);
    if (!created.ok) throw new Error('a draft can be made');
    return created.value.body;
  }
  const send = (id: string, version: number, event: DraftEventRequest<'add_funds'>['event']) =>
    handlers.sendDraftEvent({
      ...requestOf(CUSTOMER),
      params: { id },
      body: { wizard: 'add_funds', version, event },
    });
  async function list(customerId: string) {
    const listed = await handlers.listDrafts(requestOf(customerId));
    return listed.ok ? listed.value.body.items : [];
  }
  return { clock: world.clock, store: world.store, handlers, ask, create, send, list };
}

describe('drafts', () => {
  it('of one customer are only so many at a time, so that a list of them has an end', async () => {
    const { clock, ask, list } = await createScene();
    for (let count = 0; count < 200; count += 1) expect((await ask(CUSTOMER)).ok).toBe(true);
    expect(await ask(CUSTOMER)).toMatchObject({ ok: false, refusal: { code: 'too_many_requests' } });
    expect(await list(CUSTOMER)).toHaveLength(200);
    expect((await ask(STRANGER)).ok).toBe(true);
    clock.at += 7 * DAY_MS;
    expect((await ask(CUSTOMER)).ok).toBe(true);
    expect(await list(CUSTOMER)).toHaveLength(1);
  });

  it('are thrown away as they were seen, with their answers, and only by their owner', async () => {
    const { handlers, create, list, send } = await createScene();
    const id = (await create(CUSTOMER)).id;
    const changed = await send(id, 1, { type: 'amount_chosen', amount: '100.00' });
    expect(changed.ok).toBe(true);
    const discard = (customerId: string, version: number) =>
      handlers.discardDraft({ ...requestOf(customerId), params: { id }, body: { version } });
    expect(await discard(STRANGER, 2)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await discard(CUSTOMER, 1)).toMatchObject({ ok: false, refusal: { code: 'draft_changed' } });
    const both = await Promise.all([discard(CUSTOMER, 2), discard(CUSTOMER, 2)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => ok)).toMatchObject({ value: { body: { state: { amount: null } } } });
    expect(await list(CUSTOMER)).toEqual([]);
    const read = await handlers.getDraft({ ...requestOf(CUSTOMER), params: { id } });
    expect(read).toMatchObject({ ok: false, refusal: { code: 'draft_expired' } });
  });

  it('are kept while a confirmation of theirs is out [draft.discarded]', async () => {
    const { handlers, create, list, send, clock } = await createScene();
    const id = (await create(CUSTOMER)).id;
    const usd = { asset: 'USD', amount: '104.50' } as const;
    const quote = {
      id: '0f0e0d0c-0b0a-4909-8807-060504030203',
      total: usd,
      receive: usd,
      expiresAt: formatInstant(clock.at),
    };
    const walked = [
      { type: 'amount_chosen', amount: '100.00' },
      { type: 'to_chosen', to: 'BANKING' },
      { type: 'method_chosen', method: 'card' },
      { type: 'quoted', quote },
      { type: 'fees_accepted', newKey: 'key-0001' },
      { type: 'sending', quoteId: quote.id, newKey: 'key-0001' },
    ] as const;
    for (const [index, event] of walked.entries()) expect((await send(id, index + 1, event)).ok).toBe(true);
    const request = { ...requestOf(CUSTOMER), params: { id }, body: { version: 7 } };
    expect(await handlers.discardDraft(request)).toMatchObject({ refusal: { code: 'illegal_step' } });
    expect((await send(id, 7, { type: 'submitted', transactionId: quote.id })).ok).toBe(true);
    expect(await handlers.discardDraft({ ...request, body: { version: 8 } })).toMatchObject({
      refusal: { code: 'illegal_step' },
    });
    expect(await list(CUSTOMER)).toHaveLength(1);
  });

  it('of a table that has other questions by now are at their end, and keep nobody from the others', async () => {
    const { handlers, store, clock, create, send, list } = await createScene();
    const { id } = await create(CUSTOMER);
    const kept = await create(CUSTOMER);
    const draft = await store.draft(id);
    assert(draft !== null, 'it was made');
    await store.replaceDraft({ ...draft, version: 2, state: { step: 'gone' }, expiresAt: clock.at + DAY_MS });
    expect(await list(CUSTOMER)).toEqual([kept]);
    const ended = { ok: false, refusal: { code: 'draft_expired' } };
    expect(await handlers.getDraft({ ...requestOf(CUSTOMER), params: { id } })).toMatchObject(ended);
    expect(await send(id, 2, { type: 'amount_chosen', amount: '100.00' })).toMatchObject(ended);
  });
});
