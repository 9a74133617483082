import { assert, unreachable } from '@diboas/kernel';
import type { Idempotency, KeyState, KeyUse } from './idempotency.ts';
import type { WireAnswer } from './provider-wire.ts';

/** What a provider says under a key that is not free, in its own words. */
export interface KeyWords {
  inUse(): WireAnswer;
  ofAnotherRequest(): WireAnswer;
  /** For a provider that never frees a key again. */
  spent?(): WireAnswer;
  /** The saved answer, as it is given again; as it was when left out. */
  again?(state: Extract<KeyState, { is: 'answered' }>): WireAnswer;
}

/** Null when the key is free. */
export function answerUnderKey(use: KeyUse, idempotency: Idempotency, says: KeyWords): WireAnswer | null {
  const state = idempotency.look(use);
  switch (state.is) {
    case 'free':
      return null;
    case 'in_use':
      return says.inUse();
    case 'of_another_request':
      return says.ofAnotherRequest();
    case 'spent':
      assert(says.spent, 'whoever never frees a key has words for one that is spent');
      return says.spent();
    case 'answered':
      return says.again?.(state) ?? state.answer;
    default:
      return unreachable(state);
  }
}
