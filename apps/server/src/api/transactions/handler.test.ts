import { MINUTE_MS } from '@diboas/kernel';
import { reversedBy } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld, offer, sampleObservation } from '../../testing/small-world.ts';
import { createTransactionHandlers } from './handler.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const STRANGER = '0f0e0d0c-0b0a-4909-8807-060504030202';

/** The handlers on a world in which one payment arrived and was taken back. */
async function afterReversal() {
  const world = createSmallWorld();
  const handlers = createTransactionHandlers(createTestParts(world));
  const { id } = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await world.tell(id, sampleObservation('done'));
  await world.tell(id, sampleObservation('taken_back'));
  const reversal = reversedBy(await world.read(id));
  if (reversal === null) throw new Error('nothing was taken back');
  return { handlers, id, reversal };
}

describe('a reversal among the transactions', () => {
  it('stands in the list with the one that it takes back', async () => {
    const { handlers, id, reversal } = await afterReversal();
    const listed = await handlers.listTransactions({ ...requestOf(CUSTOMER), query: {} });
    if (!listed.ok) throw new Error('the list is refused');
    const { items } = listed.value.body;
    expect(new Map(items.map((one) => [one.id, one.state]))).toEqual(
      new Map([
        [id, 'reversed'],
        [reversal, 'taken_back'],
      ]),
    );
  });

  it('has an address of its own, for its owner only', async () => {
    const { handlers, id, reversal } = await afterReversal();
    const params = { id: reversal };
    const found = await handlers.getTransaction({ ...requestOf(CUSTOMER), params });
    expect(found).toMatchObject({ ok: true, value: { body: { operation: 'REVERSAL', reverses: id } } });
    const strange = await handlers.getTransaction({ ...requestOf(STRANGER), params });
    expect(strange).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});

describe('confirmations that are refused', () => {
  async function openDesk() {
    const world = createSmallWorld();
    const parts = createTestParts(world);
    const { confirm } = createTransactionHandlers(parts);
    const quotes = new Map(
      [CUSTOMER, STRANGER].map((customerId) => [customerId, parts.createId(customerId)]),
    );
    for (const [customerId, id] of quotes) {
      await world.store.ensureCustomer(customerId, world.clock.at);
      await world.store.saveQuote(offer(id, customerId, { now: world.clock.at }));
    }
    const ask = async (amount: string, customerId = CUSTOMER) => {
      const total = { asset: 'USD', amount } as const;
      const answer = await confirm({
        ...requestOf(customerId),
        headers: { 'idempotency-key': `key-${amount}-${customerId}` },
        body: { quoteId: quotes.get(customerId) ?? '', total },
      });
      return answer.ok ? answer.value.body.status : answer.refusal;
    };
    return { world, ask };
  }

  it('are so many rows of the audit a minute and customer, and no more; others confirm theirs', async () => {
    const { world, ask } = await openDesk();
    const total = '103.52';
    for (let count = 0; count < 40; count += 1) await ask(`${count}.00`);
    expect(world.store.audit().filter(({ act }) => act === 'confirmation_refused')).toHaveLength(20);
    expect(await ask(total)).toEqual({ code: 'too_many_requests', headers: { 'retry-after': '60' } });
    expect(await ask(total, STRANGER)).toBe('SENT_TO_PROVIDER');
    world.clock.at += MINUTE_MS;
    expect(await ask(total)).toBe('SENT_TO_PROVIDER');
  });
});
