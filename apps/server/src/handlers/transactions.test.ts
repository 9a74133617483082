import { ADD_FUNDS } from '@diboas/banking';
import { createOpenGate } from '@diboas/orchestration';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../metrics.ts';
import { createSmallWorld, observation } from '../testing/small-world.ts';
import { createTransactionHandlers } from './transactions.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const STRANGER = '0f0e0d0c-0b0a-4909-8807-060504030202';

/** The handlers on a world in which one payment arrived and was taken back. */
async function afterReversal() {
  const world = createSmallWorld();
  const { store, engine, clock } = world;
  const handlers = createTransactionHandlers({
    store,
    engine,
    clock,
    metrics: createMetrics(),
    logger: pino({ level: 'silent' }),
    signIn: { handle: async () => new Response(), session: async () => null },
    operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]),
    providers: new Map(),
    gate: createOpenGate(),
    createId: () => '',
    depositAddresses: { solana: '' },
    pingDatabase: async () => {},
  });
  const { id } = await world.confirm(CUSTOMER);
  await engine.idle();
  await world.tell(id, observation('succeeded'));
  await world.tell(id, observation('reversed'));
  const { reversedBy } = await world.read(id);
  if (reversedBy === null) throw new Error('nothing was taken back');
  return { handlers, id, reversedBy };
}

const request = (customerId: string) => ({
  session: { id: 'session-1', customerId, email: 'customer@example.com' },
  headers: undefined,
  body: undefined,
});

describe('a reversal among the transactions', () => {
  it('stands in the list with the one that it takes back', async () => {
    const { handlers, id, reversedBy } = await afterReversal();
    const listed = await handlers.listTransactions({ ...request(CUSTOMER), params: undefined, query: {} });
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
    const found = await handlers.getTransaction({ ...request(CUSTOMER), params, query: undefined });
    expect(found).toMatchObject({ ok: true, value: { body: { operation: 'REVERSAL', reverses: id } } });
    const strange = await handlers.getTransaction({ ...request(STRANGER), params, query: undefined });
    expect(strange).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
