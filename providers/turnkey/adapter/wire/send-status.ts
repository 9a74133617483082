// What became of a transaction that Turnkey signed and sends itself.
import { keptText, UnreadableBodyError } from '@diboas/providers-kit';
import { z } from 'zod';
import type { Activity } from './activity.ts';
import type { TurnkeyConnection } from './connection.ts';

const statusSchema = z.object({
  txStatus: z.string(),
  eth: z.object({ txHash: keptText.optional() }).nullish(),
  solana: z.object({ signature: keptText.optional() }).nullish(),
});

export interface SendStatus {
  /** `sent`: in a block, by Turnkey's word. `gone`: it was not, and Turnkey tries no more. `unheard`: a word nobody knows. */
  readonly stage: 'running' | 'sent' | 'gone' | 'unheard';
  /** The network's name of it; null as long as Turnkey does not say. */
  readonly hash: string | null;
}

/** Turnkey, "Track transaction status", and the ends that its own client knows. */
const STAGES: ReadonlyMap<string, SendStatus['stage']> = new Map([
  ['INITIALIZED', 'running'],
  ['BROADCASTING', 'running'],
  ['INCLUDED', 'sent'],
  ['COMPLETED', 'sent'],
  ['FAILED', 'gone'],
  ['CANCELLED', 'gone'],
]);

export async function getSendStatus(
  connection: TurnkeyConnection,
  sendTransactionStatusId: string,
): Promise<SendStatus> {
  const { organizationId } = connection;
  const body = JSON.stringify({ organizationId, sendTransactionStatusId });
  const answer = await connection.post('/public/v1/query/get_send_transaction_status', body);
  const read = statusSchema.safeParse(answer);
  if (!read.success) throw new UnreadableBodyError(200);
  const { txStatus, eth, solana } = read.data;
  const hash = eth?.txHash ?? solana?.signature ?? '';
  return { stage: STAGES.get(txStatus) ?? 'unheard', hash: hash === '' ? null : hash };
}

/** The id to ask by, of a send that was carried out; null of anything else. */
export function sendStatusIdOf({ result }: Activity): string | null {
  const found =
    result.ethSendTransactionResultV2 ??
    result.solSendTransactionResultV2 ??
    result.ethSendTransactionResult ??
    result.solSendTransactionResult;
  return found?.sendTransactionStatusId ?? null;
}
