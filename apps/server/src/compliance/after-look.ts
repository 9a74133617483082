// What a look at a provider makes of a try to find out who somebody is. Pure.
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS, unreachable } from '@diboas/kernel';
import type { Verification, VerifiedName } from '@diboas/orchestration';
import type { IdentityAnswer, IdentityState, VerifiedPerson } from '@diboas/providers-kit';

/** How long after one look the next one comes. */
export interface IdentityPace {
  /** Within an hour of a change: that is when the next one comes. */
  readonly soonMs: number;
  readonly seldomMs: number;
  /** After one that came to nothing. */
  readonly failedMs: number;
  /** For how long a look belongs to the node that took it. */
  readonly leaseMs: number;
}

export const IDENTITY_PACE: IdentityPace = {
  ...{ soonMs: 3 * MINUTE_MS, seldomMs: HOUR_MS },
  ...{ failedMs: MINUTE_MS, leaseMs: 30 * SECOND_MS },
};

/** After so long without a change nobody comes back to it: the longest that anything waits for it is 14 days. */
const ABANDONED_AFTER_MS = 30 * DAY_MS;

/** As many letters of a name as are kept. */
const NAME_LENGTH_MAX = 300;

/** @returns the try as it stands now, the same object where nothing changed; or why that is not known */
export function afterLook(
  before: Verification,
  answer: IdentityAnswer,
  now: Instant,
): Verification | { readonly unclear: string } {
  switch (answer.kind) {
    case 'unknown':
      return { unclear: answer.detail };
    case 'not_found':
      return { unclear: 'the provider has never heard of it' };
    case 'found':
      return inState(before, answer.state, now);
    default:
      return unreachable(answer);
  }
}

function inState(
  before: Verification,
  state: IdentityState,
  now: Instant,
): Verification | { readonly unclear: string } {
  const to = (change: Pick<Verification, 'stage'> & Partial<Pick<Verification, 'reason' | 'person'>>) => {
    const next = { ...before, reason: null, ...change };
    const isSame = next.stage === before.stage && next.reason === before.reason;
    return isSame && isSamePerson(next.person, before.person) ? before : { ...next, changedAt: now };
  };
  switch (state.stage) {
    case 'verified': {
      const person = nameOf(state.person);
      // Whoever has no name cannot be screened, and nobody is verified who was not.
      return person ? to({ stage: 'verified', person }) : { unclear: 'the provider tells no name' };
    }
    case 'lapsed':
      // What was found out stays found out when the provider erases it.
      return before.stage === 'verified' ? before : to({ stage: 'lapsed', reason: state.cause });
    case 'open':
    case 'retry': {
      if (now >= before.changedAt + ABANDONED_AFTER_MS) return to({ stage: 'lapsed', reason: 'abandoned' });
      return to({ stage: state.stage, reason: state.stage === 'retry' ? state.reason : null });
    }
    case 'processing':
      return to({ stage: 'processing' });
    case 'refused':
      return to({ stage: 'refused', reason: state.reason });
    default:
      return unreachable(state);
  }
}

function nameOf({ name, bornOn, country }: VerifiedPerson): VerifiedName | null {
  const kept = name?.trim().slice(0, NAME_LENGTH_MAX) ?? '';
  return kept === '' ? null : { name: kept, bornOn, country };
}

function isSamePerson(left: VerifiedName | null, right: VerifiedName | null): boolean {
  if (left === null || right === null) return left === right;
  return left.name === right.name && left.bornOn === right.bornOn && left.country === right.country;
}

/** When a try is looked at next; null once nothing more is expected of it. */
export function nextLookAt(
  { stage, changedAt }: Pick<Verification, 'stage' | 'changedAt'>,
  { pace, now }: { readonly pace: IdentityPace; readonly now: Instant },
): Instant | null {
  switch (stage) {
    case 'open':
    case 'retry':
    case 'processing':
      return now + (now < changedAt + HOUR_MS ? pace.soonMs : pace.seldomMs);
    case 'refused':
    case 'lapsed':
    case 'verified':
      return null;
    default:
      return unreachable(stage);
  }
}
