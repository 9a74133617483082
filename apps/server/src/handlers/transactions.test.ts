import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../testing/parts.ts';
import { createSmallWorld, observation } from '../testing/small-world.ts';
import { createTransactionHandlers } from './transactions.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const STRANGER = '0f0e0d0c-0b0a-4909-8807-060504030202';

/** The handlers on a world in which one payment arrived and was taken back. */
async function afterReversal() {
  const world = createSmallWorld();
  const handlers = createTransactionHandlers(createTestParts(world));
  const { id } = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await world.tell(id, observation('succeeded'));
  await world.tell(id, observation('reversed'));
  const { reversedBy } = await world.read(id);
  if (reversedBy === null) throw new Error('nothing was taken back');
  return { handlers, id, reversedBy };
}

describe('a reversal among the transactions', () => {
  it('stands in the list with the one that it takes back', async () => {
    const { handlers, id, reversedBy } = await afterReversal();
    const listed = await handlers.listTransactions({ ...requestOf(CUSTOMER), query: {} });
    if (!listed.ok) throw new Error('the list is refused');
    const { items } = listed.value.body;
    expect(new Map(items.map((one) => [one.id, one.state]))).toEqual(
      new Map([
        [id, 'reversed'],
        [reversedBy, 'taken_back'],
      ]),
    );
  });

  it('has an address of its own, for its owner only', async () => {
    const { handlers, id, reversedBy } = await afterReversal();
    const params = { id: reversedBy };
    const found = await handlers.getTransaction({ ...requestOf(CUSTOMER), params });
    expect(found).toMatchObject({ ok: true, value: { body: { operation: 'REVERSAL', reverses: id } } });
    const strange = await handlers.getTransaction({ ...requestOf(STRANGER), params });
    expect(strange).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
