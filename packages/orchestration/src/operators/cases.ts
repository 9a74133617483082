import type { Finding } from '../checks/check.ts';
import type { TransactionReader } from '../store/reading.ts';
import type { OperatorItem } from '../transaction/item.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** What waits for a reviewer. */
export interface OpenCase {
  readonly item: OperatorItem;
  readonly transaction: Transaction;
}

/** The cases among what is open, in its order. */
export async function casesAmong(
  items: readonly OperatorItem[],
  reader: Pick<TransactionReader, 'transaction'>,
): Promise<readonly OpenCase[]> {
  const cases: OpenCase[] = [];
  for (const item of items) {
    const transaction =
      item.cause === 'compliance_review' ? await reader.transaction(item.transactionId) : null;
    if (transaction) cases.push({ item, transaction });
  }
  return cases;
}

/** What is still to be let pass. */
export function findingsToReview({ checking }: Pick<Transaction, 'checking'>): readonly Finding[] {
  if (!checking) return [];
  return checking.findings.filter(
    ({ check, verdict }) => verdict === 'review' && !checking.passed.includes(check),
  );
}
