/** Transactions that Privy signed and sent itself, as it shows them and tells of them. */
import type { Send, SendStage } from '@diboas/sandbox-kit/chains';

export interface AboutTransaction {
  readonly walletId: string;
  readonly caip2: string;
  readonly referenceId: string | null;
  readonly createdAt: number;
}

export type PrivyTransaction = Send<AboutTransaction>;

const STATUSES: Readonly<Record<SendStage, string>> = {
  ...{ begun: 'pending', sent: 'broadcasted', in_block: 'confirmed', failed: 'failed' },
};

/** What a block holds and what failed there is told apart. */
export function statusOf({ stage, failure }: PrivyTransaction): string {
  return stage === 'in_block' && failure !== null ? 'execution_reverted' : STATUSES[stage];
}

export function shownTransaction(transaction: PrivyTransaction): object {
  const { id, about, signed } = transaction;
  return {
    ...{ id, wallet_id: about.walletId, caip2: about.caip2, status: statusOf(transaction) },
    ...{ transaction_hash: signed?.hash ?? null, reference_id: about.referenceId },
    ...{ created_at: about.createdAt, sponsored: false },
  };
}
