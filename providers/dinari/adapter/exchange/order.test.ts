import { describe, expect, it } from 'vitest';
import type { DinariConnection } from '../wire/connection.ts';
import { ORDER_STATUSES, REQUEST_STATUSES, readWhole, requestSchema } from './order.ts';

const KEY = '01930000-0000-7000-8000-000000000001';

interface Told {
  readonly request?: object;
  /** Null where there is none yet. */
  readonly order?: object | null;
  readonly fulfilments?: readonly object[];
}

const fulfilment = (id: string, changes: object = {}) => ({
  ...{ id, order_id: 'O1', asset_token_filled: '1.5', asset_token_spent: '0' },
  ...{ payment_token_filled: '0', payment_token_spent: '300.1', payment_token_fee: '0.75' },
  ...changes,
});

/** What Dinari tells, each page of fulfilments with one of them. */
async function read({ request = {}, order = {}, fulfilments = [] }: Told) {
  const bodies: Readonly<Record<string, object>> = {
    '/a/orders/O1': {
      ...{ id: 'O1', client_order_id: KEY, order_side: 'BUY', status: 'FILLED', stock_id: 'S1' },
      ...{ asset_token_quantity: '3.0000', limit_price: '200.50', ...order },
    },
  };
  const connection: DinariConnection = {
    async get(path, query = {}) {
      if (!path.endsWith('/fulfillments')) return bodies[path] ?? {};
      const page = Number(query.next ?? '0');
      const next = page + 1 < fulfilments.length ? String(page + 1) : null;
      return { data: fulfilments.slice(page, page + 1), pagination_metadata: { next } };
    },
    list: async () => [],
    post: async () => ({}),
  };
  const told = requestSchema.parse({
    ...{ id: 'R1', client_order_id: KEY, order_id: order === null ? null : 'O1', order_side: 'BUY' },
    ...{ status: 'SUBMITTED', ...request },
  });
  const stocks = async () => [{ id: 'S1', stock: 'AAPL' as const, isTradable: true }];
  return await readWhole({ connection, account: '/a', stocks }, told);
}

describe('an order at Dinari', () => {
  it('is the sum of all that was fulfilled, each once, however pages repeat', async () => {
    const fulfilments = [fulfilment('F1'), fulfilment('F2'), fulfilment('F1')];
    expect(await read({ fulfilments })).toMatchObject({
      value: {
        ...{ standing: 'filled', isWhole: true, key: KEY, reference: 'R1' },
        filled: {
          shares: { numerator: 3n, denominator: 1n },
          dollars: { numerator: 3001n, denominator: 5n },
          fees: { numerator: 3n, denominator: 2n },
        },
      },
    });
  });

  it('that is filled has not ended until all of it is told', async () => {
    for (const fulfilments of [[], [fulfilment('F1')]])
      expect(await read({ fulfilments })).toMatchObject({ value: { standing: 'filled', isWhole: false } });
  });

  it('keeps every digit, of figures that no float holds', async () => {
    const fine = fulfilment('F1', { asset_token_filled: '0.000000000000000001' });
    const large = fulfilment('F2', { asset_token_filled: '9007199254740993' });
    expect(await read({ order: { status: 'PARTIALLY_FILLED' }, fulfilments: [fine, large] })).toMatchObject({
      value: {
        filled: { shares: { numerator: 9007199254740993000000000000000001n, denominator: 10n ** 18n } },
      },
    });
  });

  it('cannot be read where a fulfilment is of another order, or is no figure', async () => {
    for (const changes of [{ order_id: 'O2' }, { payment_token_spent: 'some' }, { payment_token_fee: '-1' }])
      expect(await read({ fulfilments: [fulfilment('F1', changes)] }), JSON.stringify(changes)).toMatchObject(
        {
          ok: false,
        },
      );
  });

  it('that asks for a person, or has a word that nobody knows, is unknown; every other word stands or has ended', async () => {
    const unknown = new Set(['ERROR', 'REQUIRING_CONTACT', 'SETTLED']);
    const words = [...Object.keys(ORDER_STATUSES), 'SETTLED', 'toString'];
    for (const status of words) {
      const { ok } = await read({ order: { status } });
      expect(ok, status).toBe(!unknown.has(status) && status !== 'toString');
    }
    for (const status of [...Object.keys(REQUEST_STATUSES), 'SETTLED']) {
      const { ok } = await read({ request: { status }, order: null });
      expect(ok, status).toBe(!unknown.has(status));
    }
  });

  it('goes by its Order where there is one, whatever its request says', async () => {
    const told = await read({ request: { status: 'CANCELLED' }, order: { status: 'PARTIALLY_FILLED' } });
    expect(told).toMatchObject({ value: { standing: 'stands' } });
  });
});
