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
  /** The transaction that the verification was paid with; null while nobody has paid for it. */
  readonly identityPaidBy: Id | null;
  readonly changedAt: Instant | null;
}

export const NEW_PROFILE: Profile = {
  ...{ tier: 'unverified', identity: 'none', screening: 'unknown' },
  ...{ identityPaidBy: null, changedAt: null },
};

/** What became known of a customer. */
export type ProfileChange =
  | { readonly kind: 'identity'; readonly stage: IdentityStage }
  | { readonly kind: 'screening'; readonly screening: NameScreening }
  /** Of who is verified: by an operator, who has seen where their money comes from. */
  | { readonly kind: 'tier'; readonly tier: Exclude<CustomerTier, 'unverified'> };

/** The profile after what became known at `at`; the same object where it says nothing new. */
export function changeProfile(profile: Profile, change: ProfileChange, at: Instant): Profile {
  const next = changed(profile, change);
  const isSame =
    next.tier === profile.tier && next.identity === profile.identity && next.screening === profile.screening;
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
      // What was cleared once is a hit again only by another entry, which whoever screens says by `hit` after `clear`.
      if (profile.screening === 'cleared' && change.screening === 'hit') return profile;
      return { ...profile, screening: change.screening };
    case 'tier':
      return profile.tier === 'unverified' ? profile : { ...profile, tier: change.tier };
    default:
      return unreachable(change);
  }
}
