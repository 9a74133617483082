import type { QuoteOf } from '@diboas/protocol';

/** A made quote, changed as a test or the gallery needs it. */
export function sampleQuote(patch: Partial<QuoteOf<'ADD_FUNDS'>> = {}): QuoteOf<'ADD_FUNDS'> {
  const usd = (amount: string) => ({ asset: 'USD' as const, amount });
  return {
    id: '018f3a5e-7c1d-7a2b-9c3d-000000000002',
    operation: 'ADD_FUNDS',
    method: 'card',
    from: { kind: 'payment', method: 'card' },
    to: { kind: 'balance', type: 'BANKING' },
    provider: { id: 'northpay', name: 'Northpay' },
    pay: {
      amount: usd('100.00'),
      fees: [
        {
          tier: 'platform',
          amount: usd('1.00'),
          takenBy: 'diBoaS',
          purpose: 'arranging',
          basis: { kind: 'rate', bps: 100, of: usd('100.00') },
        },
        {
          tier: 'provider',
          amount: usd('3.50'),
          takenBy: 'Northpay',
          purpose: 'conversion',
          basis: { kind: 'quoted', by: 'Northpay' },
        },
      ],
      total: usd('104.50'),
    },
    receive: { asset: 'USDC', network: 'solana', amount: '100.000000' },
    estimate: { fromSeconds: 60, toSeconds: 300, source: 'provider', days: null },
    createdAt: '2026-11-23T05:00:00.000Z',
    asksIdentity: false,
    expiresAt: '2026-11-23T05:10:00.000Z',
    ...patch,
  };
}
