import { DAY_MS, formatInstant } from '@diboas/kernel';
import type { Room, UseLimit } from '@diboas/orchestration';
import type { LimitsView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';

/** How a limit and what is left of it are shown. */
export function showLimit(limit: UseLimit, { left, moreAt }: Room): LimitsView['limit'] {
  return {
    most: showMoney(limit.most),
    days: Math.round(limit.windowMs / DAY_MS),
    left: showMoney(left),
    moreAt: moreAt === null ? null : formatInstant(moreAt),
  };
}
