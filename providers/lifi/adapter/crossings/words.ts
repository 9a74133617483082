// What LI.FI's words of a transfer mean. Source: docs.li.fi, "Status of a transaction", and @lifi/types 18.4.0.
import type { CarrierWord } from '@diboas/providers-kit/crossings';
import type { LifiStatus } from '../wire/connection.ts';

/** How a transfer is told that has ended, with where to look. */
export type LifiEnd = 'arrived' | 'returned' | 'other';

const ENDS: Readonly<Record<string, LifiEnd>> = {
  COMPLETED: 'arrived',
  // Done, and no success: another token is there, or it is where it had left.
  PARTIAL: 'other',
  REFUNDED: 'returned',
};

/** Whether what is told to have arrived is on this network, and is this token; null where it does not say. */
export type IsOrdered = (receiving: NonNullable<LifiStatus['receiving']>) => boolean;

/**
 * Every word that is documented, and `unknown` for any other: nobody guesses what became of money. Where something is pending it is on
 * its way, for whatever reason.
 */
export function wordOf({ status, substatus, receiving }: LifiStatus, isOrdered: IsOrdered): CarrierWord {
  switch (status) {
    case 'NOT_FOUND':
    case 'PENDING':
      return { kind: 'on_its_way' };
    case 'FAILED':
      return { kind: 'failed', detail: `failed after it had left, ${substatus ?? 'without a reason'}` };
    case 'DONE':
      return ended(substatus, receiving, isOrdered);
    default:
      return { kind: 'unknown', detail: `${status} ${substatus ?? ''}`.trimEnd() };
  }
}

function ended(
  substatus: string | undefined,
  receiving: LifiStatus['receiving'],
  isOrdered: IsOrdered,
): CarrierWord {
  const kind = ENDS[substatus ?? ''];
  const { txHash: hash, amount } = receiving ?? {};
  const isWhole = receiving !== undefined && hash !== undefined && amount !== undefined;
  if (kind === undefined || !isWhole)
    return { kind: 'unknown', detail: `DONE ${substatus ?? 'without a word how'}` };
  if (kind === 'arrived' && !isOrdered(receiving))
    return { kind: 'unknown', detail: 'DONE COMPLETED with another token, or on another network' };
  return { kind, hash, amount };
}
