// What is known of a customer that their checks go by. It changes under their lock, in the commit in which all that waits for it
// goes on.
import { type Id, type Instant, unreachable } from '@diboas/kernel';

/** How well somebody is known. Each tier has limits of its own. */
export type CustomerTier = 'unverified' | 'verified' | 'enhanced';

/**
 * How far showing who they are is. `none`: nobody asked. `open`: they have something to do. `processing`: their provider looks.
 * `retry`: it did not work and may be tried again. `refused`: by the provider's last word. `lapsed`: they let the time pass.
 */
export type IdentityStage = 'none' | 'open' | 'processing' | 'retry' | 'refused' | 'lapsed' | 'verified';

/**
 * Whether their name is on a list of sanctions. `unknown`: nobody has looked, as they have told no name. `cleared`: it is like
 * one, and a reviewer has found that they are somebody else.
 */
export type NameScreening = 'unknown' | 'clear' | 'hit' | 'cleared';

export interface Profile {
  readonly tier: CustomerTier;
  readonly identity: IdentityStage;
  readonly screening: NameScreening;
  /** The number of the result that `screening` is about: results of one person count from 1. 0 while nobody has looked. */
  readonly screeningNumber: number;
  /** The transaction that the verification was paid with; null while nobody has paid for it. */
  readonly identityPaidBy: Id | null;
  readonly changedAt: Instant | null;
}

export const NEW_PROFILE: Profile = {
  ...{ tier: 'unverified', identity: 'none', screening: 'unknown', screeningNumber: 0 },
  ...{ identityPaidBy: null, changedAt: null },
};

/** What became known of a customer. */
export type ProfileChange =
  | { readonly kind: 'identity'; readonly stage: IdentityStage }
  /** `number` is that of the result: what a reviewer has cleared holds for the one that they looked at, and for no later one. */
  | {
      readonly kind: 'screening';
      readonly screening: Exclude<NameScreening, 'unknown'>;
      readonly number: number;
    }
  /** Of who is verified: by an operator, who has seen where their money comes from. */
  | { readonly kind: 'tier'; readonly tier: Exclude<CustomerTier, 'unverified'> };

/** The profile after what became known at `at`; the same object where it says nothing new. */
export function changeProfile(profile: Profile, change: ProfileChange, at: Instant): Profile {
  const next = changed(profile, change);
  const isSame = (['tier', 'identity', 'screening', 'screeningNumber'] as const).every(
    (field) => next[field] === profile[field],
  );
  return isSame ? profile : { ...next, changedAt: at };
}

function changed(profile: Profile, change: ProfileChange): Profile {
  switch (change.kind) {
    case 'identity': {
      const { stage } = change;
      // Whoever was verified stays so when another try lapses; a refusal takes it back.
      if (profile.identity === 'verified' && stage !== 'refused' && stage !== 'verified') return profile;
      if (stage === 'refused') return { ...profile, identity: stage, tier: 'unverified' };
      const isFirst = stage === 'verified' && profile.tier === 'unverified';
      return { ...profile, identity: stage, ...(isFirst ? { tier: 'verified' as const } : {}) };
    }
    case 'screening':
      return isOvertaken(profile, change)
        ? profile
        : { ...profile, screening: change.screening, screeningNumber: change.number };
    case 'tier':
      return profile.tier === 'unverified' ? profile : { ...profile, tier: change.tier };
    default:
      return unreachable(change);
  }
}

/** What is said of an older result than the last one, or of one that was decided about. */
function isOvertaken(
  { screening, screeningNumber }: Profile,
  change: Extract<ProfileChange, { kind: 'screening' }>,
): boolean {
  if (change.screening === 'cleared') return screening !== 'hit' || change.number !== screeningNumber;
  if (change.number !== screeningNumber) return change.number < screeningNumber;
  return screening === 'cleared';
}
