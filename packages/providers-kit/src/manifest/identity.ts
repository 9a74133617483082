/**
 * A provider that finds out who a person is, on a page of its own where documents and faces stay. What it says while
 * somebody waits (an answer, an event) is a hint: how a verification stands is what `look` says, and nothing else.
 */
import type { Instant, Outcome } from '@diboas/kernel';
import type { RawWebhook, WebhookRefusal } from '@diboas/orchestration';
import type { Fault } from '../calling/fault.ts';

export interface IdentityDesk {
  readonly id: string;
  readonly name: string;
  /**
   * Begins a verification, or leads back to the one that was begun: the same key for the same person is the same
   * verification, for as long as the provider remembers the key. A provider that knows people and not verifications gives a
   * person's one verification for every key.
   *
   * An unknown answer is asked for again under its key, unless it says that it was replayed: then that key gives nothing else,
   * and another one is taken. Nobody was led to what may have been begun before.
   */
  begin(ask: BeginIdentity): Promise<BeginIdentityAnswer>;
  /** How the verification under this reference stands. Asking changes nothing. */
  look(reference: string): Promise<IdentityAnswer>;
  readWebhook(raw: RawWebhook): Outcome<IdentityReading, WebhookRefusal>;
}

export interface BeginIdentity {
  readonly key: string;
  /** A name of ours for the person, which says nothing about them and never changes. */
  readonly personId: string;
  readonly email: string;
  /** Where the provider leads the person afterwards, however it went. */
  readonly returnUrl: string;
}

/**
 * `url` is the provider's own page, for this person alone: it is shown to nobody else and kept in no log. It may be good once
 * and for hours only. Who needs another looks, and where that names none begins again with the same key.
 */
export type BeginIdentityAnswer =
  | { readonly kind: 'begun'; readonly reference: string; readonly url: string }
  | Fault;

/** `unknown`: nobody can say, now or in what was answered. The detail is for operators, and says nothing about a person. */
export type IdentityAnswer =
  | { readonly kind: 'found'; readonly state: IdentityState }
  /** The provider has never heard of it, which is said only when that is proved. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'unknown'; readonly detail: string };

/** How a verification stands. Any stage may follow any other: a person who was verified may be refused later. */
export type IdentityState =
  /** The person has something to do at `url`; null where a new page must be asked for. */
  | { readonly stage: 'open'; readonly url: string | null }
  | { readonly stage: 'processing' }
  | { readonly stage: 'verified'; readonly person: VerifiedPerson }
  /** It did not succeed, and the person may try again. */
  | { readonly stage: 'retry'; readonly reason: IdentityRetry; readonly url: string | null }
  /** It did not succeed, and this provider will not try again. */
  | { readonly stage: 'refused'; readonly reason: IdentityRefusal }
  /** It came to no result and nothing more comes of it, or its result was taken away. Another one can be begun. */
  | { readonly stage: 'lapsed'; readonly cause: IdentityLapse };

/** What was read from the document and found to be true; null for what the provider did not tell. */
export interface VerifiedPerson {
  readonly name: string | null;
  /** The date of birth: 1990-12-31. */
  readonly bornOn: string | null;
  /** Who issued the document: ISO 3166-1, two letters. */
  readonly country: string | null;
}

/** Why a try did not succeed. Each has words for the person: what to do differently. */
export const IDENTITY_RETRIES = [
  'abandoned',
  'consent_declined',
  'country_unsupported',
  'device_unsupported',
  'document_expired',
  'document_unsupported',
  /** Pages, corners or words cannot be seen. */
  'document_unreadable',
  /** It can be read, and could not be found to be genuine. */
  'document_unverified',
  /** What was typed is not what the document or a register says. */
  'details_mismatch',
  'face_mismatch',
  'selfie_unverified',
  'contact_unverified',
  'more_needed',
  /** A check could not be made now. */
  'unavailable',
  'other',
] as const;
export type IdentityRetry = (typeof IDENTITY_RETRIES)[number];

/** Why a verification is refused for good. */
export const IDENTITY_REFUSALS = [
  'underage',
  /** Found on a list of sanctions, of people of influence or of the news. Never told to the person. */
  'listed',
  /** Signs that somebody deceives. Never told to the person. */
  'fraud',
  /** The person is known under another name of ours. */
  'duplicate',
  'region_unsupported',
  'other',
] as const;
export type IdentityRefusal = (typeof IDENTITY_REFUSALS)[number];

/** `cancelled`: closed at the provider. `erased`: its data is being taken away or is gone, by the provider's own word. */
export type IdentityLapse = 'cancelled' | 'erased';

/** What an event says: that something may have happened to a verification. Null where it is about none. */
export interface IdentityReading {
  /** The same each time the provider sends this event. */
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly about: { readonly reference: string } | null;
}
