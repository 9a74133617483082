import type { TransactionView } from '@diboas/protocol';

const AT = '2026-11-23T05:00:00.000Z';

/** A made transaction that was just confirmed, changed as a test or the gallery needs it. */
export function sampleTransaction(patch: Partial<TransactionView> = {}): TransactionView {
  const usd = (amount: string) => ({ asset: 'USD' as const, amount });
  return {
    id: '018f3a5e-7c1d-7a2b-9c3d-000000000001',
    reference: 'DB-7K2M-4QXP',
    version: 1,
    seq: 1,
    operation: 'ADD_FUNDS',
    method: 'card',
    from: { kind: 'payment', method: 'card' },
    to: { kind: 'balance', type: 'BANKING' },
    note: null,
    confirmations: null,
    explorer: null,
    claimUntil: null,
    waits: null,
    parent: null,
    legs: [],
    reverses: null,
    reversedBy: null,
    status: 'PROVIDER_PROCESSING',
    activity: null,
    state: 'processing',
    where: 'with_provider',
    ended: false,
    pay: { amount: usd('100.00'), fees: [], total: usd('104.50') },
    receive: { asset: 'USDC', network: 'solana', amount: '100.000000' },
    trade: null,
    leg: null,
    arrived: null,
    estimate: { fromSeconds: 60, toSeconds: 300, source: 'provider', days: null },
    steps: [],
    provider: { id: 'northpay', name: 'Northpay' },
    action: null,
    failure: null,
    compensation: null,
    receipt: null,
    attempts: [],
    history: [],
    lateAt: null,
    cancelAskedAt: null,
    nextCheckAt: null,
    createdAt: AT,
    updatedAt: AT,
    ...patch,
  };
}
