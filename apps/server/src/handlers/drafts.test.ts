import { DAY_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../testing/parts.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { createDraftHandlers } from './drafts.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const STRANGER = '0f0e0d0c-0b0a-4909-8807-060504030202';

async function createScene() {
  const world = createSmallWorld();
  for (const id of [CUSTOMER, STRANGER]) await world.store.ensureCustomer(id, world.clock.at);
  const handlers = createDraftHandlers(createTestParts(world));
  const create = (customerId: string) =>
    handlers.createDraft({ ...requestOf(customerId), body: { wizard: 'add_funds' } });
  async function list(customerId: string) {
    const listed = await handlers.listDrafts(requestOf(customerId));
    return listed.ok ? listed.value.body.items : [];
  }
  return { clock: world.clock, create, list };
}

describe('drafts', () => {
  it('of one customer are only so many at a time, so that a list of them has an end', async () => {
    const { clock, create, list } = await createScene();
    for (let count = 0; count < 200; count += 1) expect((await create(CUSTOMER)).ok).toBe(true);
    expect(await create(CUSTOMER)).toMatchObject({ ok: false, refusal: { code: 'too_many_requests' } });
    expect(await list(CUSTOMER)).toHaveLength(200);
    expect((await create(STRANGER)).ok).toBe(true);
    clock.at += 7 * DAY_MS;
    expect((await create(CUSTOMER)).ok).toBe(true);
    expect(await list(CUSTOMER)).toHaveLength(1);
  });
});
