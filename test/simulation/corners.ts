import type { MemoryStore } from '@diboas/storage';

/** The rare things that a simulator must reach, or its silence about them says nothing. */
export const CORNERS = [
  'completed',
  'given back',
  'refused by balance',
  'failed over and completed',
  'credited after the end',
  'taken back from the balance',
  'taken back as a debt',
  'posted less than was held',
  'item outcome_unknown',
  'item amount_mismatch',
  'item reversed_after_completion',
] as const;

export type Corner = (typeof CORNERS)[number];

/** Which of them a seed has reached, from the rows that it left. */
export function cornersOf(rows: MemoryStore): readonly Corner[] {
  const reached = new Set<string>();
  for (const { status, attempts, settlement, terms } of rows.all('transactions')) {
    if (status === 'COMPLETED' && !terms.reverses) reached.add('completed');
    if (status === 'COMPENSATED') reached.add(settlement ? 'credited after the end' : 'given back');
    if (status === 'FAILED') reached.add('refused by balance');
    if (status === 'COMPLETED' && attempts.length > 1) reached.add('failed over and completed');
  }
  const held = new Map<string, bigint>();
  const reversals = new Set(
    rows.all('transactions').flatMap(({ id, terms }) => (terms.reverses ? [id] : [])),
  );
  for (const { id, kind, holdId, transactionId, debit, amount } of rows.all('transfers')) {
    if (kind === 'pending') held.set(id, amount);
    if (kind === 'post' && holdId && amount < (held.get(holdId) ?? 0n))
      reached.add('posted less than was held');
    if (!reversals.has(transactionId)) continue;
    if (debit.kind === 'BANKING') reached.add('taken back from the balance');
    if (debit.kind === 'RECEIVABLE') reached.add('taken back as a debt');
  }
  for (const { cause } of rows.all('items')) reached.add(`item ${cause}`);
  return CORNERS.filter((corner) => reached.has(corner));
}
