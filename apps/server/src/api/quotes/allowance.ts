import { DAY_MS, formatInstant, type Instant } from '@diboas/kernel';
import {
  hasTooMuchOpen,
  type Operation,
  type Room,
  roomWithin,
  USES_MS,
  type UseLimit,
} from '@diboas/orchestration';
import type { LimitsView } from '@diboas/protocol';
import type { Store } from '@diboas/storage';
import { showMoney } from '../money/view.ts';

/** What a customer may do now by what they did before. A look only: what counts is decided under their lock. */
export interface Allowance {
  /** Null where the operation has no limit. */
  readonly room: Room | null;
  readonly tooMuchOpen: boolean;
}

export async function allowanceOf(
  store: Pick<Store, 'uses'>,
  { customerId, operation, now }: { customerId: string; operation: Operation; now: Instant },
): Promise<Allowance> {
  const uses = await store.uses(customerId, now - USES_MS);
  const { name, limit } = operation;
  return {
    room: limit ? roomWithin(limit, uses, { operation: name, now }) : null,
    tooMuchOpen: hasTooMuchOpen(uses),
  };
}

/** How a limit and what is left of it are shown. */
export function showUnverified(limit: UseLimit, { left, moreAt }: Room): LimitsView['unverified'] {
  return {
    most: showMoney(limit.most),
    days: Math.round(limit.windowMs / DAY_MS),
    left: showMoney(left),
    moreAt: moreAt === null ? null : formatInstant(moreAt),
  };
}
