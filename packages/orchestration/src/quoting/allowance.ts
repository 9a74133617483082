import type { Instant } from '@diboas/kernel';
import type { Operation } from '../operation/operation.ts';
import { hasTooMuchOpen, type Room, roomWithin, USES_MS } from '../operation/use.ts';
import type { TransactionReader } from '../store/reading.ts';

/** What a customer may do now by what they did before. A look only: what counts is decided under their lock. */
export interface Allowance {
  /** Null where the operation has no limit. */
  readonly room: Room | null;
  readonly tooMuchOpen: boolean;
}

export async function allowanceOf(
  reader: Pick<TransactionReader, 'uses'>,
  { customerId, operation, now }: { customerId: string; operation: Operation; now: Instant },
): Promise<Allowance> {
  const uses = await reader.uses(customerId, now - USES_MS);
  const { name, limit } = operation;
  return {
    room: limit ? roomWithin(limit, uses, { operation: name, now }) : null,
    tooMuchOpen: hasTooMuchOpen(uses),
  };
}
