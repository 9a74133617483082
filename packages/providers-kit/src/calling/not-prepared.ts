// Why nothing could be prepared. Whatever it is, nothing was sent.
import type { UnsignedRefusal } from '@diboas/chain-access';
import { unreachable } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';

/** A transfer that cannot be made as it was agreed. Nothing was sent, whatever it is. */
export function refused(refusal: UnsignedRefusal): PrepareAnswer {
  switch (refusal) {
    case 'unavailable':
      return noAnswer('the network did not answer');
    case 'too_little':
      return notYet('what is free at the paying address does not cover it');
    case 'too_dear':
      return notPossible('price_changed', 'the network asks for more than it may cost');
    case 'too_small':
      return notPossible('limit_exceeded', 'the network does not carry so little to this address');
    default:
      return unreachable(refusal);
  }
}

export function notPossible(
  code: Extract<PrepareAnswer, { kind: 'rejected' }>['code'],
  detail: string,
): PrepareAnswer {
  return { kind: 'rejected', code, elsewhere: true, detail };
}

/** Whoever is asked for it did not answer: tried again soon, as with any provider that is not there, and less often the longer it lasts. */
export function noAnswer(detail: string): PrepareAnswer {
  return { kind: 'retryable', cause: 'never_sent', detail, waitMs: null };
}

/** How long until what was missing may be there: a block of the slowest network that is asked so. */
const AGAIN_MS = 15_000;

/** Everybody answered, and it cannot be made as things stand: what is missing will be there. */
export function notYet(detail: string): PrepareAnswer {
  return { kind: 'retryable', cause: 'rate_limited', detail, waitMs: AGAIN_MS };
}
