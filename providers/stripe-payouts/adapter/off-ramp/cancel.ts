import type { Instant } from '@diboas/kernel';
import type { CancelAnswer, Lookup } from '@diboas/orchestration';
import type { PayoutConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { lookUpPayment } from './lookup.ts';
import type { PaymentContext } from './payment.ts';
import { PAYMENTS_PATH } from './payout.ts';

/**
 * Cancels a payment that is still processing, however often it is asked to. Not every one can be: what became of it is what
 * the payment says of itself afterwards, and Stripe's no counts only where it says that it goes on.
 */
export async function cancelPayment(
  connection: PayoutConnection,
  lookup: Lookup,
  context: PaymentContext & { readonly now: () => Instant },
): Promise<CancelAnswer> {
  const before = lookup.reference === null ? await lookUpPayment(connection, lookup, context) : null;
  const id = before?.kind === 'found' ? before.observation.reference : lookup.reference;
  if (id === null) return { kind: 'unknown', detail: 'there is no payment that it is the name of' };
  const refusal = await refusalOf(connection, { id, key: lookup.key, now: context.now() });
  const after = await lookUpPayment(connection, { ...lookup, reference: id }, context);
  if (after.kind === 'found') {
    const { stage, end } = after.observation;
    if (end === 'cancelled') return { kind: 'asked' };
    if (stage === 'ended' || refusal?.isRejected) return { kind: 'too_late' };
  }
  const said = refusal?.detail ?? 'it was to be cancelled';
  const detail = after.kind === 'unknown' ? after.detail : `it is processing, and ${said}`;
  return { kind: 'unknown', detail };
}

/** Whatever came of the call but a yes. */
async function refusalOf(
  connection: PayoutConnection,
  { id, key, now }: { id: string; key: string; now: Instant },
): Promise<{ readonly isRejected: boolean; readonly detail: string } | null> {
  try {
    const path = `${PAYMENTS_PATH}/${encodeURIComponent(id)}/cancel`;
    await connection.post(path, { params: {}, key: `cancel-${key}` });
    return null;
  } catch (error) {
    const { kind, detail } = sortFault(error, now);
    return { isRejected: kind === 'rejected', detail };
  }
}
