// What is known of a customer, as JSON in their row: the tier, how far their verification is, what the lists say of their name,
// by which result, the transaction that paid for it, and when any of it changed.
import type { Id, Instant } from '@diboas/kernel';
import type { CustomerTier, IdentityStage, NameScreening, Profile } from '@diboas/orchestration';

type StoredProfile = readonly [
  tier: CustomerTier,
  identity: IdentityStage,
  screening: NameScreening,
  screeningNumber: number,
  identityPaidBy: Id | null,
  changedAt: Instant | null,
];

export function encodeProfile(profile: Profile): string {
  const { tier, identity, screening, screeningNumber, identityPaidBy, changedAt } = profile;
  const stored: StoredProfile = [tier, identity, screening, screeningNumber, identityPaidBy, changedAt];
  return JSON.stringify(stored);
}

export function decodeProfile(text: string): Profile {
  const [tier, identity, screening, screeningNumber, identityPaidBy, changedAt]: StoredProfile =
    JSON.parse(text);
  return { tier, identity, screening, screeningNumber, identityPaidBy, changedAt };
}
