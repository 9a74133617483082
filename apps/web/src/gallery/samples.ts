import type { MoneyView, QuoteView, TransactionView } from '@diboas/protocol';
import { sampleTransaction } from '../api/sample-transaction.ts';

type Step = TransactionView['steps'][number];
type ReceiptView = NonNullable<TransactionView['receipt']>;

const AT = '2026-11-23T05:00:00.000Z';
const usd = (amount: string): MoneyView => ({ asset: 'USD', amount });
const usdc = (amount: string): MoneyView => ({ asset: 'USDC', amount });
const NONE = usd('0.00');
const OTHER = { transaction: '018f3a5e-7c1d-7a2b-9c3d-000000000003', reference: 'DB-93HR-WT5E' };

/** One hundred dollars with a fee of each tier: 0.50 + 4.00 + 0.02 + 1.00 + 0.48. */
export const EVERY_FEE: QuoteView['pay'] = {
  amount: usd('100.00'),
  fees: [
    fee('platform', '0.50', 'diBoaS', { kind: 'rate', bps: 50, of: usd('100.00') }),
    fee('provider', '4.00', 'Northpay'),
    fee('network', '0.02', 'Solana'),
    fee('compliance', '1.00', 'Northpay'),
    fee('premium', '0.48', 'diBoaS', { kind: 'rate', bps: 48, of: usd('100.00') }),
  ],
  total: usd('106.00'),
};

function fee(
  tier: QuoteView['pay']['fees'][number]['tier'],
  amount: string,
  takenBy: string,
  basis: QuoteView['pay']['fees'][number]['basis'] = { kind: 'quoted', by: takenBy },
): QuoteView['pay']['fees'][number] {
  const purpose = tier === 'network' ? 'transfer' : tier === 'provider' ? 'conversion' : 'arranging';
  return { tier, amount: usd(amount), takenBy, purpose, basis };
}

/** Steps from their keys: those before `now` are done, those after it are ahead. Without one all are done. */
function steps(keys: readonly Step['key'][], now?: Step['key']): Step[] {
  const current = now === undefined ? keys.length : keys.indexOf(now);
  return keys.map((key, index) => ({
    key,
    state: index < current ? 'done' : index === current ? 'now' : 'next',
    at: index < current ? AT : null,
  }));
}

const WAY = ['instructed', 'paid', 'converted', 'arrived'] as const;

/** What a timeline tells, from the first press to every end, by the words that say which. */
export const sampleWays: readonly (readonly [name: string, transaction: TransactionView])[] = [
  ['waits for its owner', way({ state: 'awaiting_you', steps: steps(WAY, 'paid') })],
  ['on its way', way({ steps: steps(WAY, 'converted') })],
  ['at the second try', way({ steps: steps(WAY, 'converted'), attempts: [attempt(1), attempt(2)] })],
  ['done', way({ state: 'completed', ended: true, steps: steps(WAY) })],
  [
    'not paid in time',
    way({
      ...{ state: 'expired', ended: true, failure: { code: 'not_paid_in_time' } },
      steps: steps(['instructed', 'ended', 'released']),
    }),
  ],
  [
    'declined after it was paid',
    way({
      ...{ state: 'returned', ended: true, failure: { code: 'not_delivered' } },
      steps: steps(['instructed', 'paid', 'ended']),
    }),
  ],
  ['taken back later', { ...taken('DB-8RXG-3VDP'), steps: steps([...WAY, 'taken_back']) }],
  ['of the taking back', { ...taking(), steps: steps(['reported', 'matched', 'taken_back']) }],
];

function way(patch: Partial<TransactionView>): TransactionView {
  return sampleTransaction({ pay: EVERY_FEE, ...patch });
}

function attempt(number: number): TransactionView['attempts'][number] {
  return { number, provider: 'northpay', reference: null, state: 'rejected', startedAt: AT };
}

/** What a receipt tells of each end, by the words that say which. */
export const sampleReceipts: readonly (readonly [name: string, transaction: TransactionView])[] = [
  ['as it was quoted', withReceipt('DB-7K2M-4QXP', {})],
  [
    'that charged less',
    withReceipt('DB-5TYA-9N3C', {
      ...{ charged: usd('105.40'), paid: usd('105.40'), difference: usd('-0.60') },
    }),
  ],
  [
    'of money that came back',
    withReceipt('DB-2WQE-7MZK', { returned: usd('106.00'), paid: NONE, delivered: null }),
  ],
  ['that was taken back', taken('DB-8RXG-3VDP')],
  ['of the taking back', taking()],
  ['of a payout that came back', cameBack()],
];

function withReceipt(reference: string, patch: Partial<ReceiptView>): TransactionView {
  return way({
    ...{ reference, state: 'completed', ended: true },
    receipt: {
      ...{
        quoted: EVERY_FEE.total,
        charged: EVERY_FEE.total,
        difference: NONE,
        returned: NONE,
        paid: EVERY_FEE.total,
      },
      ...{
        delivered: usdc('100.000000'),
        networkReference: '5KtPn1LGuxhFiwjxErkxTb3Y',
        takenBack: null,
        cameBack: null,
      },
      ...patch,
    },
  });
}

/** What arrived and was taken back later. */
function taken(reference: string): TransactionView {
  const takenBack = { amount: usdc('100.000000'), ...OTHER };
  return { ...withReceipt(reference, { takenBack }), state: 'reversed' };
}

/** The other side of it. */
function taking(): TransactionView {
  const takenBack = { amount: usdc('100.000000'), transaction: OTHER.transaction, reference: 'DB-8RXG-3VDP' };
  return {
    ...withReceipt(OTHER.reference, { delivered: null, networkReference: null, takenBack }),
    ...{ operation: 'REVERSAL', reverses: OTHER.transaction, state: 'taken_back' },
  };
}

/** What a bank sent back, but for what it had cost. */
function cameBack(): TransactionView {
  const back = { amount: usdc('50.000000'), kept: usdc('2.490000') };
  return {
    ...withReceipt('DB-4HTX-6PLQ', { cameBack: { ...back, ...OTHER } }),
    ...{ operation: 'WITHDRAW_FUNDS', method: null, state: 'reversed' },
  };
}
