import { describe, expect, it } from 'vitest';
import type { AlpacaConnection } from '../wire/connection.ts';
import { orderSchema, readWhole, STATUSES } from './order.ts';

const ORDER = {
  ...{ id: 'O1', client_order_id: 'ours', created_at: '2026-07-01T14:00:00Z', symbol: 'AAPL', side: 'buy' },
  ...{ qty: '3', filled_qty: '3', limit_price: '200.5', status: 'filled' },
};

const fill = (id: string, changes: object = {}) => ({
  ...{ id, order_id: 'O1', qty: '1.5', price: '200.1' },
  ...changes,
});

/** What is asked for is answered a hundred a page, whatever else it says. */
async function read(changes: object, fills: readonly object[], asked: Record<string, string>[] = []) {
  const none = async () => ({});
  const connection: AlpacaConnection = {
    ...{ get: none, data: none, post: none, remove: none },
    async list(_path, query = {}) {
      asked.push(query);
      const from = fills.findIndex((one) => 'id' in one && one.id === query.page_token) + 1;
      return fills.slice(from, from + 100);
    },
  };
  return await readWhole(connection, orderSchema.parse({ ...ORDER, ...changes }));
}

describe('an order at Alpaca', () => {
  it('is the sum of its own fills, each once, over all pages and from before it was made', async () => {
    const others = Array.from({ length: 100 }, (_, number) => fill(`X${number}`, { order_id: 'O2' }));
    const asked: Record<string, string>[] = [];
    const fills = [fill('F1'), ...others, fill('F2'), fill('F1')];
    expect(await read({}, fills, asked)).toMatchObject({
      value: {
        ...{ standing: 'filled', isWhole: true },
        filled: {
          shares: { numerator: 3n, denominator: 1n },
          dollars: { numerator: 6003n, denominator: 10n },
        },
      },
    });
    expect(asked.map(({ after, page_token }) => [after, page_token])).toEqual([
      ['2026-07-01T13:59:00.000Z', undefined],
      ['2026-07-01T13:59:00.000Z', 'X98'],
    ]);
  });

  it('has not ended until all fills are told that it speaks of, and asks for none where there are none', async () => {
    expect(await read({ status: 'canceled' }, [fill('F1')])).toMatchObject({
      value: { standing: 'cancelled', isWhole: false },
    });
    const asked: Record<string, string>[] = [];
    expect(await read({ status: 'canceled', filled_qty: '0' }, [], asked)).toMatchObject({
      value: { standing: 'cancelled', isWhole: true },
    });
    expect(asked).toEqual([]);
  });

  it('that was replaced, or has a word that nobody knows, is unknown; every other word stands or has ended', async () => {
    for (const status of [...Object.keys(STATUSES), 'settled', 'toString']) {
      const { ok } = await read({ status, filled_qty: '0' }, []);
      expect(ok, status).toBe(!['replaced', 'settled', 'toString'].includes(status));
    }
  });

  it('of another share, or with figures that are none, is unknown', async () => {
    for (const changes of [{ symbol: 'BTC' }, { qty: null }, { limit_price: null }, { filled_qty: 'some' }])
      expect(await read(changes, []), JSON.stringify(changes)).toMatchObject({ ok: false });
    expect((await read({}, [fill('F1', { price: 'some' })])).ok).toBe(false);
  });
});
