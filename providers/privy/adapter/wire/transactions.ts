// What became of a transaction that Privy signed and sent itself.
import { keptText, UnreadableBodyError } from '@diboas/providers-kit';
import { z } from 'zod';
import type { PrivyConnection } from './connection.ts';

const transactionSchema = z.object({
  id: keptText.min(1),
  status: z.string(),
  transaction_hash: keptText.nullish(),
  reference_id: keptText.nullish(),
});
const listSchema = z.object({ transactions: z.array(transactionSchema) });

/**
 * How far Privy says it is. `sent`: a network has it, as far as Privy has seen. `gone`: it will be in no block, by Privy's word.
 * `doubtful`: another took its place or something broke, so that nobody knows. `unheard`: a word that nobody knows.
 */
export type TransactionStage = 'running' | 'sent' | 'gone' | 'doubtful' | 'unheard';

export interface PrivyTransaction {
  readonly id: string;
  readonly stage: TransactionStage;
  /** As Privy says it. */
  readonly status: string;
  /** The network's name of it; null as long as Privy does not say. */
  readonly hash: string | null;
  readonly referenceId: string | null;
}

/** The closed list of the client's `BlockchainTransactionStatus`, and its "Fetch transaction via webhook". */
const STAGES: ReadonlyMap<string, TransactionStage> = new Map([
  ['pending', 'running'],
  ['broadcasted', 'sent'],
  ['confirmed', 'sent'],
  ['finalized', 'sent'],
  ['execution_reverted', 'sent'],
  ['failed', 'gone'],
  ['replaced', 'doubtful'],
  ['provider_error', 'doubtful'],
]);

export async function getTransaction(connection: PrivyConnection, id: string): Promise<PrivyTransaction> {
  const read = transactionSchema.safeParse(await connection.getTransaction(id));
  if (!read.success) throw new UnreadableBodyError(200);
  return told(read.data);
}

/** The one of this reference, which Privy takes once; null where there is none. */
export async function findTransaction(
  connection: PrivyConnection,
  referenceId: string,
): Promise<PrivyTransaction | null> {
  const read = listSchema.safeParse(await connection.listTransactions(referenceId));
  if (!read.success) throw new UnreadableBodyError(200);
  const found = read.data.transactions.filter(({ reference_id }) => reference_id === referenceId);
  // Two under one reference are a contradiction of Privy's own word: nobody knows which is meant.
  if (found.length > 1) throw new UnreadableBodyError(200);
  const [one] = found;
  return one === undefined ? null : told(one);
}

function told({
  id,
  status,
  transaction_hash,
  reference_id,
}: z.output<typeof transactionSchema>): PrivyTransaction {
  const hash = transaction_hash ?? '';
  const stage = STAGES.get(status) ?? 'unheard';
  return { id, status, stage, hash: hash === '' ? null : hash, referenceId: reference_id ?? null };
}
