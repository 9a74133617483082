import { createCalendars } from '@diboas/calendars';
import { BUY_CRYPTO, GOOD_TILL_DAYS, SELL_CRYPTO, TOLERANCE_BPS } from '@diboas/investing';
import { type Asset, type Money, money, type Network, parseMoney, sumMoney } from '@diboas/kernel';
import {
  type FeePart,
  type Operation,
  type ProviderQuote,
  quoteTerms,
  type TradeOrder,
} from '@diboas/orchestration';
import { type MoneyView, type QuoteOf, quoteRequest, quoteView, traded } from '@diboas/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { showQuote } from './view.ts';
import { readWish } from './wish.ts';
import { networkOfTraded } from './wish-trade.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const NOW = Date.UTC(2026, 10, 23, 5);

/** Minor units that a whole coin costs in USDC, dollars that go for it or come of it, and what a venue takes. */
const figures = fc.record({
  asset: fc.constantFrom(...traded.options),
  dollars: fc.bigInt({ min: 1_000_000n, max: 10n ** 13n }),
  coins: fc.bigInt({ min: 1_000_000n, max: 10n ** 19n }),
  toleranceBps: fc.integer({ min: TOLERANCE_BPS.least, max: TOLERANCE_BPS.most }),
  venueBps: fc.bigInt({ min: 0n, max: 200n }),
});
type Figures = typeof figures extends fc.Arbitrary<infer One> ? One : never;

function venueFee(asset: Asset, units: bigint): readonly FeePart[] {
  const basis = { kind: 'quoted', by: 'Northvenue' } as const;
  return [
    { tier: 'provider', amount: money(asset, units), takenBy: 'Northvenue', purpose: 'conversion', basis },
  ];
}

const less = (units: bigint, bps: bigint): bigint => units - (units * bps) / 10_000n;

function shown(
  operation: Operation,
  sides: { readonly pay: readonly [bigint, Asset, Network]; readonly receive: readonly [Asset, Network] },
  { trade, quote }: { readonly trade: TradeOrder; readonly quote: Omit<ProviderQuote, 'estimate'> },
) {
  const [units, asset, payNetwork] = sides.pay;
  const [received, network] = sides.receive;
  const request = {
    ...{ pay: money(asset, units), payNetwork, method: trade.type, trade },
    receive: { asset: received, network },
  };
  expect(operation.admit(request)).toBeNull();
  const terms = quoteTerms({
    ...{ id: '018f3a5e-7c1d-7a2b-9c3d-000000000001', customerId: CUSTOMER, operation, request },
    quote: { ...quote, estimate: { fromSeconds: 1, toSeconds: 2, source: 'provider' } },
    ...{ provider: 'northvenue', destination: 'INVESTING', now: NOW, validMs: 300_000 },
    told: { between: { from: 'INVESTING', to: 'INVESTING' } },
  });
  const calendars = createCalendars([]);
  const view = showQuote(terms, {
    providerName: () => 'Northvenue',
    calendars,
    asksIdentity: false,
    gain: null,
    opensAt: null,
    repeat: null,
  });
  expect(quoteView.parse(view)).toEqual(view);
  return view as QuoteOf<'BUY_CRYPTO'>;
}

function buying({ asset, dollars, coins, toleranceBps, venueBps }: Figures) {
  return shown(
    BUY_CRYPTO,
    { pay: [dollars, 'USDC', 'ethereum'], receive: [asset, networkOfTraded(asset)] },
    {
      trade: { type: 'market', toleranceBps },
      quote: {
        fees: venueFee('USDC', (dollars * venueBps) / 10_000n),
        deliver: money(asset, less(coins, BigInt(toleranceBps))),
        expected: money(asset, coins),
      },
    },
  );
}

function selling({ asset, dollars, coins, toleranceBps, venueBps }: Figures, rest?: Money) {
  const least = less(dollars, BigInt(toleranceBps));
  const kept = (least * venueBps) / 10_000n;
  return shown(
    SELL_CRYPTO,
    { pay: [coins, asset, networkOfTraded(asset)], receive: ['USDC', 'solana'] },
    {
      trade: { type: 'market', toleranceBps },
      quote: {
        fees: [],
        deliver: money('USDC', least - kept),
        expected: money('USDC', less(dollars, venueBps)),
        keeps: venueFee('USDC', kept),
        ...(rest ? { rest } : {}),
      },
    },
  );
}

function read({ asset, amount }: MoneyView) {
  const parsed = parseMoney(asset, amount);
  if (!parsed.ok) throw new Error('an amount that is shown is exact');
  return parsed.value;
}

function expectSums({ pay, receive, trade }: QuoteOf<'BUY_CRYPTO'>): void {
  const all = [pay.amount, ...pay.fees.map(({ amount }) => amount)].map(read);
  expect(sumMoney(pay.total.asset, all)).toEqual(read(pay.total));
  const kept = (receive.fees ?? []).map(({ amount }) => read(amount));
  expect(sumMoney(receive.asset, [read(receive), ...kept])).toEqual(read(trade.gross));
  expect(read(trade.expected).units).toBeGreaterThanOrEqual(read(receive).units);
}

describe('the offer of a trade', () => {
  it('M32 of more than is sold in steps has the price of what is sold, and says what is left', () => {
    const figures = { asset: 'SUI', dollars: 7_500_000n, coins: 2_570_000_000n } as const;
    const { trade } = selling({ ...figures, toleranceBps: 100, venueBps: 0n }, money('SUI', 70_000_000n));
    expect(trade.rest).toEqual({ asset: 'SUI', amount: '0.070000000' });
    // 7.50 dollars for 2.5, and not for 2.57.
    expect([trade.price.amount, trade.worst.amount]).toEqual(['3.000000', '2.970000']);
    expect(selling({ ...figures, toleranceBps: 100, venueBps: 0n }).trade.rest).toBeNull();
  });

  it('M30 adds up on both sides where something is bought, and is at worst no better than expected', () => {
    fc.assert(
      fc.property(figures, (one) => {
        const view = buying(one);
        expectSums(view);
        expect(view.receive.fees).toBeUndefined();
        expect(read(view.trade.worst).units).toBeGreaterThanOrEqual(read(view.trade.price).units);
      }),
    );
  });

  it('M31 adds up on both sides where something is sold, with the fees kept of what arrives', () => {
    fc.assert(
      fc.property(figures, (one) => {
        const view = selling(one);
        expectSums(view);
        expect(view.pay.fees).toEqual([]);
        expect(read(view.trade.worst).units).toBeLessThanOrEqual(read(view.trade.price).units);
      }),
    );
  });

  it('names the prices of one whole coin before fees', () => {
    // 1,000 USDC for 0.01 BTC; 2 % less at worst, of which the venue keeps 1 %.
    const [dollars, coins] = [1_000_000_000n, 1_000_000n];
    const one = { asset: 'BTC', dollars, coins, toleranceBps: 200, venueBps: 100n } as const;
    expect(buying(one).trade).toMatchObject({
      ...{ price: { amount: '100000.000000' }, worst: { amount: '102040.816327' } },
      expected: { asset: 'BTC', amount: '0.01000000' },
    });
    const sold = selling(one);
    expect(sold.trade).toMatchObject({
      ...{ price: { amount: '100000.000000' }, worst: { amount: '98000.000000' } },
      ...{ gross: { asset: 'USDC', amount: '980.000000' }, expected: { amount: '987.574500' } },
    });
    expect(sold.receive.amount).toBe('967.774500');
  });

  it('at the person’s own price is at worst that price, until the day that they named', () => {
    const price = money('USDC', 95_000_000_000n);
    const trade = { type: 'limit', price, goodTill: NOW + 86_400_000 } as const;
    const quote = { fees: [], deliver: money('BTC', 1_052_631n) };
    const sides = { pay: [1_000_000_000n, 'USDC', 'solana'], receive: ['BTC', 'bitcoin'] } as const;
    const view = shown(BUY_CRYPTO, sides, { trade, quote });
    const limit = { asset: 'USDC', amount: '95000.000000' };
    expect(view.trade).toMatchObject({
      ...{ order: { type: 'limit', price: limit, goodTill: '2026-11-24T05:00:00.000Z' }, worst: limit },
    });
  });
});

describe('what is asked for of a trade', () => {
  const parts = createTestParts(createSmallWorld());
  const { session } = requestOf(CUSTOMER);
  const wish = async (body: object) => await readWish(parts, session, quoteRequest.parse(body));
  const market = { type: 'market', toleranceBps: 50 };

  it('buys on the network that is the coin’s own, with USDC from where it lies', async () => {
    const bought = { operation: 'BUY_CRYPTO', amount: '25.00', network: 'sui', asset: 'BTC', order: market };
    const request = { payNetwork: 'sui', method: 'market', receive: { asset: 'BTC', network: 'bitcoin' } };
    expect(await wish(bought)).toMatchObject({ ok: true, value: { request, destination: 'INVESTING' } });
  });

  it('sells for USDC on solana where nobody said otherwise and there is none, and for so many days', async () => {
    const order = { type: 'limit', price: '3000.50', goodTillDays: 7 };
    const sold = { operation: 'SELL_CRYPTO', amount: '0.5', asset: 'ETH', order };
    const trade = { type: 'limit', price: money('USDC', 3_000_500_000n) };
    const request = { payNetwork: 'ethereum', receive: { asset: 'USDC', network: 'solana' }, trade };
    expect(await wish(sold)).toMatchObject({ ok: true, value: { request } });
    const elsewhere = { value: { request: { receive: { network: 'sui' } } } };
    expect(await wish({ ...sold, network: 'sui' })).toMatchObject(elsewhere);
  });

  it('is refused where no figure of it is exact', async () => {
    const order = { type: 'limit', price: '1.0000001', goodTillDays: 1 };
    const bought = { operation: 'BUY_CRYPTO', amount: '25', network: 'sui', asset: 'SUI', order };
    expect(await wish(bought)).toMatchObject({ ok: false, refusal: { code: 'amount_not_exact' } });
  });

  it('is bounded as the domain bounds it, and says how', async () => {
    const ordered = async (order: object) => {
      const body = { operation: 'BUY_CRYPTO', amount: '1', network: 'sui', asset: 'SUI', order };
      const read = await wish(body);
      return read.ok ? 'taken' : read.refusal;
    };
    const refused = (name: string, { least, most }: { least: number; most: number }) => ({
      code: 'invalid_request',
      errors: [{ path: `body/order/${name}`, message: `must be from ${least} to ${most}` }],
    });
    for (const [name, bounds, rest] of [
      ['toleranceBps', TOLERANCE_BPS, { type: 'market' }],
      ['goodTillDays', GOOD_TILL_DAYS, { type: 'limit', price: '3' }],
    ] as const) {
      const { least, most } = bounds;
      for (const within of [least, most]) expect(await ordered({ ...rest, [name]: within })).toBe('taken');
      for (const beyond of [least - 1, most + 1])
        expect(await ordered({ ...rest, [name]: beyond })).toEqual(refused(name, bounds));
    }
  });
});
