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
});
