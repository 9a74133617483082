import type { Instant } from '@diboas/kernel';
import type { CancelAnswer, Lookup } from '@diboas/orchestration';
import type { BridgeConnection } from '../wire/connection.ts';
import { lookUpTransfer } from './lookup.ts';
import { type BridgeWallet, TRANSFERS_PATH } from './payout.ts';

/**
 * Deletes a transfer that has not been funded yet, however often it is asked to. Bridge documents neither the answer nor the
 * words of its no, so what became of it is what the transfer says of itself.
 */
export async function cancelTransfer(
  connection: BridgeConnection,
  lookup: Lookup,
  context: { wallet: BridgeWallet; now: () => Instant },
): Promise<CancelAnswer> {
  const before = lookup.reference === null ? await lookUpTransfer(connection, lookup, context) : null;
  const id = before?.kind === 'found' ? before.observation.reference : lookup.reference;
  if (id === null) return { kind: 'unknown', detail: 'there is no transfer that it is the name of' };
  const refusal = await refusalOf(connection, id);
  const after = await lookUpTransfer(connection, { ...lookup, reference: id }, context);
  if (after.kind === 'found') {
    const { stage, end } = after.observation;
    if (end === 'cancelled') return { kind: 'asked' };
    if (stage !== 'open') return { kind: 'too_late' };
  }
  const detail =
    after.kind === 'unknown' ? after.detail : `it is open, and ${refusal ?? 'was to be deleted'}`;
  return { kind: 'unknown', detail };
}

/** Whatever came of the call but a yes, in words. */
async function refusalOf(connection: BridgeConnection, id: string): Promise<string | null> {
  try {
    await connection.delete(`${TRANSFERS_PATH}/${encodeURIComponent(id)}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.name : 'the call failed';
  }
}
