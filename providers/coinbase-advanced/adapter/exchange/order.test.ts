import { assert } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeOrder, type ToldFill, type ToldOrder } from './order.ts';

const ORDER: ToldOrder = {
  ...{ order_id: 'order-1', client_order_id: 'attempt-1', product_id: 'BTC-USDC', side: 'BUY' },
  ...{ status: 'FILLED', number_of_fills: '1', settled: true },
  order_configuration: { sor_limit_ioc: { quote_size: '100', limit_price: '100500' } },
};

function fill(change: Partial<ToldFill> = {}): ToldFill {
  return {
    ...{ entry_id: 'entry-1', order_id: 'order-1', price: '100000', size: '0.001' },
    ...{ commission: '0.6', size_in_quote: false, ...change },
  };
}

function seen(order: Partial<ToldOrder>, fills: readonly ToldFill[]) {
  const told = observeOrder({ ...ORDER, ...order }, fills, 'solana');
  assert(told.ok, 'the order can be read', { told });
  return told.value;
}

const unitsOf = (order: Partial<ToldOrder>, fills: readonly ToldFill[]) =>
  seen(order, fills).movements.map(({ kind, money, network }) => [kind, money.asset, money.units, network]);

describe('what a trade moved', () => {
  it('M30 is, for a buy, what was paid with the commission, and the coin', () => {
    expect(unitsOf({}, [fill()])).toEqual([
      ['taken', 'USDC', 100_600_000n, 'solana'],
      ['given', 'BTC', 100_000n, 'bitcoin'],
    ]);
  });

  it('M31 is, for a sale, the coin, and what it brought without the commission', () => {
    expect(unitsOf({ side: 'SELL' }, [fill()])).toEqual([
      ['taken', 'BTC', 100_000n, 'bitcoin'],
      ['given', 'USDC', 99_400_000n, 'solana'],
    ]);
  });

  it('M30 is read from fills that are told in the quote, and from more digits than the asset has', () => {
    const told = fill({ size: '1.488833746898263', size_in_quote: true, price: '102795.8999998081720639' });
    const inQuote = unitsOf({}, [{ ...told, commission: '0.011166253101737' }]);
    expect(inQuote).toEqual([
      ['taken', 'USDC', 1_500_000n, 'solana'],
      ['given', 'BTC', 1_448n, 'bitcoin'],
    ]);
  });

  it('M30 is rounded once and against us, so that many fills come to no more than one', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 999_999 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(parts, fc.constantFrom('BUY' as const, 'SELL' as const), (sizes, side) => {
        const sizeOf = (size: number) => `0.${String(size).padStart(12, '0')}`;
        const fills = sizes.map((size, index) =>
          fill({ entry_id: `entry-${index}`, size: sizeOf(size), commission: '0' }),
        );
        const whole = sizes.reduce((sum, size) => sum + size, 0);
        const one = fill({ size: sizeOf(whole), commission: '0' });
        const count = String(fills.length);
        expect(unitsOf({ side, number_of_fills: count }, fills)).toEqual(unitsOf({ side }, [one]));
      }),
    );
  });

  it('M30 is nothing that makes no sense', () => {
    for (const odd of [{ price: '-1' }, { size: 'x' }, { commission: '' }, { price: '0' }])
      expect(observeOrder(ORDER, [fill(odd)], 'solana').ok).toBe(false);
    expect(observeOrder({ ...ORDER, product_id: 'BTC-EUR' }, [fill()], 'solana').ok).toBe(false);
    expect(observeOrder({ ...ORDER, number_of_fills: '0' }, [], 'solana').ok).toBe(false);
  });
});

describe('how an order stands', () => {
  it('M30 is over only once all fills are there and settled', () => {
    expect(seen({ settled: false }, [fill()])).toMatchObject({ stage: 'working', end: null });
    expect(seen({ number_of_fills: '2' }, [fill()])).toMatchObject({ stage: 'working', end: null });
    expect(seen({ number_of_fills: '2' }, [])).toMatchObject({ stage: 'working', movements: [] });
    expect(seen({}, [fill()])).toMatchObject({ stage: 'ended', end: 'done' });
  });

  it.each([
    ['CANCELLED', 'price_changed', 'cancelled'],
    ['EXPIRED', 'price_changed', 'lapsed'],
    ['FAILED', 'other', 'other'],
  ])(
    'M30 that is %s was let go by the market as %s, and at a person’s own price as %s',
    (status, atOnce, own) => {
      const gtd = { order_configuration: { limit_limit_gtd: {} } };
      expect(seen({ status }, [fill()]).end).toBe(atOnce);
      expect(seen({ status, ...gtd }, [fill()]).end).toBe(own);
      expect(seen({ status, ...gtd, number_of_fills: '0', settled: false }, [])).toMatchObject({
        ...{ stage: 'ended', end: own, movements: [] },
      });
    },
  );

  it.each(['UNKNOWN_ORDER_STATUS', 'SUSPENDED', '', 'constructor'])(
    'M30 is not guessed from %j',
    (status) => {
      expect(observeOrder({ ...ORDER, status }, [fill()], 'solana').ok).toBe(false);
    },
  );
});
