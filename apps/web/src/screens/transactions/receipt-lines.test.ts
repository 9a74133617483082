import type { TransactionView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { sampleTransaction } from '../../api/sample-transaction.ts';
import { textFor } from '../../words/locales/catalogue-for-tests.ts';
import { receiptLines } from './receipt-lines.ts';

const usd = (amount: string) => ({ asset: 'USD' as const, amount });
const RECEIPT: NonNullable<TransactionView['receipt']> = {
  charged: usd('104.50'),
  returned: usd('0.00'),
  paid: usd('104.50'),
  quoted: usd('104.50'),
  difference: usd('0.00'),
  delivered: { asset: 'USDC', amount: '100.000000' },
  takenBack: null,
  cameBack: null,
  networkReference: null,
};

function firstSum(patch: object): string | undefined {
  const transaction = { ...sampleTransaction({ receipt: RECEIPT }), ...patch };
  const lines = receiptLines(transaction, { t: textFor('en'), region: 'en-US', payer: null });
  return lines.find(({ kind }) => kind === 'part')?.label;
}

describe('a receipt', () => {
  it('is in the words of its operation, and in general words for one that has none of its own', () => {
    expect(firstSum({})).toBe('You added');
    expect(firstSum({ operation: 'UNHEARD_OF' })).toBe('Amount');
  });

  it('of a journey that stopped says where its last part brought it', () => {
    const leg: TransactionView['leg'] = {
      ...{ number: 1, of: 2, operation: 'BRIDGE', amount: { asset: 'USDC', amount: '100.000000' } },
      from: { kind: 'balance', type: 'BANKING' },
      to: { kind: 'balance', type: 'DEFI' },
    };
    const to = { kind: 'strategy', strategy: 'northvault-usdc', position: null } as const;
    const transaction = sampleTransaction({ method: null, state: 'partly_done', leg, to, receipt: RECEIPT });
    const lines = receiptLines(transaction, { t: textFor('en'), region: 'en-US', payer: null });
    expect(lines.find(({ key }) => key === 'to')?.value).toBe('Earning');
  });

  it('of a payout that came back says what did, what did not, and in which transaction', () => {
    const usdc = (amount: string) => ({ asset: 'USDC' as const, amount });
    const other = { transaction: 'other', reference: 'DB-93HR-WT5E' };
    const lines = (patch: object) =>
      receiptLines(
        { ...sampleTransaction({ method: null }), ...patch },
        {
          ...{ t: textFor('en'), region: 'en-US', payer: null },
        },
      )
        .filter(({ kind }) => kind === 'apart' || kind === 'total')
        .map(({ label, value, note }) => [label, value, note]);
    const cameBack = { amount: usdc('50.000000'), kept: usdc('2.490000'), ...other };
    expect(lines({ operation: 'WITHDRAW_FUNDS', receipt: { ...RECEIPT, cameBack } }).slice(-2)).toEqual([
      ['Came back later', usdc('50.000000'), 'In the transaction DB-93HR-WT5E'],
      ['Did not come back', usdc('2.490000'), 'What it had cost.'],
    ]);
    const receipt = { ...RECEIPT, cameBack: { ...cameBack, kept: null } };
    expect(lines({ operation: 'RETURN', reverses: 'other', receipt })).toEqual([
      ['Came back', usdc('50.000000'), undefined],
    ]);
  });
});
