import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { keptText } from '@diboas/providers-kit';
import { sending, sendSigned } from '@diboas/providers-kit/wallet';
import { z } from 'zod';
import { sortFault } from '../wire/fault.ts';
import { type PreparedRequest, readMemo } from './memo.ts';
import type { WalletParts } from './parts.ts';

/** Sends what was prepared, which is carried out once however often it is sent. */
export async function submitTransfer(parts: WalletParts, { memo }: Submission): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readMemo(memo);
  if (prepared === null) return { kind: 'unknown', detail: 'BUG: there is no memo of ours to send' };
  return prepared.network === 'ethereum' ? sendRequest(parts, prepared) : sendSigned(parts, prepared);
}

const sentSchema = z.object({ data: z.object({ transaction_id: keptText.min(1) }) });

async function sendRequest(
  { connection, now }: WalletParts,
  { walletId, caip2, transaction, referenceId, expiresAt }: PreparedRequest,
): Promise<SubmitAnswer> {
  const { nonce, ...call } = transaction;
  const request = {
    method: 'eth_sendTransaction',
    caip2,
    chain_type: 'ethereum',
    reference_id: referenceId,
    params: { transaction: nonce === undefined ? call : { ...call, nonce } },
    idempotency_key: referenceId,
  } as const;
  try {
    const read = sentSchema.safeParse(await connection.rpc(walletId, request, expiresAt));
    // It was taken all the same: what became of it is found by our name of it.
    if (!read.success) return { kind: 'unknown', detail: 'the answer of Privy could not be read' };
    return { kind: 'accepted', observation: sending(read.data.data.transaction_id) };
  } catch (error) {
    return sortFault(error, now());
  }
}
