import type { Instant } from '@diboas/kernel';
import type { Operation } from '../operation/operation.ts';
import {
  hasTooMuchOpen,
  type Room,
  roomWithin,
  tightestRoom,
  USES_MS,
  type Use,
  type UseLimit,
} from '../operation/use.ts';
import type { TransactionReader } from '../store/reading.ts';

/** What a customer may do now by what they did before. A look only: what counts is decided under their lock. */
export interface Allowance {
  /** What is left of the limit that has the least left. Null where the operation has none. */
  readonly room: Room | null;
  /** Each limit with what is left of it. */
  readonly rooms: readonly { readonly limit: UseLimit; readonly room: Room }[];
  readonly tooMuchOpen: boolean;
  /** What they did before. */
  readonly uses: readonly Use[];
}

export async function allowanceOf(
  reader: Pick<TransactionReader, 'uses'>,
  { customerId, operation, now }: { customerId: string; operation: Operation; now: Instant },
): Promise<Allowance> {
  const uses = await reader.uses(customerId, now - USES_MS);
  const { name, limits = [] } = operation;
  const context = { operation: name, now };
  return {
    room: tightestRoom(limits, uses, context),
    rooms: limits.map((limit) => ({ limit, room: roomWithin(limit, uses, context) })),
    tooMuchOpen: hasTooMuchOpen(uses),
    uses,
  };
}
