import type { CancelAnswer, Lookup } from '@diboas/orchestration';
import { z } from 'zod';
import type { AdvancedConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type LookupContext, lookUpOrder } from './lookup.ts';

const resultsSchema = z.object({
  results: z.array(z.object({ success: z.boolean(), failure_reason: z.string(), order_id: z.string() })),
});

/**
 * Asks to cancel. Coinbase's yes means that it is in a queue, and what was filled before is filled: only the order itself says
 * what became of it.
 */
export async function cancelOrder(
  connection: AdvancedConnection,
  lookup: Lookup,
  context: LookupContext,
): Promise<CancelAnswer> {
  const before = await lookUpOrder(connection, lookup, context);
  if (before.kind !== 'found') {
    const detail = before.kind === 'unknown' ? before.detail : 'there is no order that it is the name of';
    return { kind: 'unknown', detail };
  }
  const { reference, stage, end } = before.observation;
  if (stage === 'ended') return { kind: end === 'cancelled' ? 'asked' : 'too_late' };
  try {
    const body = resultsSchema.safeParse(
      await connection.post('/orders/batch_cancel', { order_ids: [reference] }),
    );
    const result = body.success
      ? body.data.results.find(({ order_id }) => order_id === reference)
      : undefined;
    if (result === undefined)
      return { kind: 'unknown', detail: 'the answer to the cancel could not be read' };
    if (result.success || result.failure_reason === 'DUPLICATE_CANCEL_REQUEST') return { kind: 'asked' };
    if (result.failure_reason === 'ORDER_IS_FULLY_FILLED') return { kind: 'too_late' };
    return { kind: 'unknown', detail: `not cancelled: ${result.failure_reason}`, isAnswered: true };
  } catch (error) {
    return { kind: 'unknown', detail: sortFault(error, context.now()).detail };
  }
}
