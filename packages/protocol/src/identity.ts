import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { moneyView } from './wire/values.ts';

/** Why showing who they are did not succeed, and may be tried again: what to do differently. */
export const identityRetry = z.enum([
  'abandoned',
  'consent_declined',
  'country_unsupported',
  'device_unsupported',
  'document_expired',
  'document_unsupported',
  'document_unreadable',
  'document_unverified',
  'details_mismatch',
  'face_mismatch',
  'selfie_unverified',
  'contact_unverified',
  'more_needed',
  'unavailable',
  'other',
]);
export type IdentityRetryView = z.infer<typeof identityRetry>;

/** What may be done within any `days` days, all operations that way added up, and what is left of it. */
const tierLimit = z.object({ days: z.int(), most: moneyView, left: moneyView });
export type TierLimitView = z.infer<typeof tierLimit>;

/** `in`: what comes from outside. `out`: what goes to somebody else, or outside. */
const tierLimits = z.object({ in: z.array(tierLimit), out: z.array(tierLimit) });
export type TierLimitsView = z.infer<typeof tierLimits>;

export const identityView = z
  .object({
    /** How well the person is known. */
    tier: z.enum(['unverified', 'verified', 'enhanced']),
    /**
     * `verify`: nothing was begun. `go_on`: the page of the provider waits. `try_again`: for `reason`. `wait`: the provider looks.
     * `contact_us`: it was refused, and only a person can help. `nothing`: they are known.
     */
    todo: z.enum(['verify', 'go_on', 'try_again', 'wait', 'contact_us', 'nothing']),
    /** Null where nothing is to be tried again. */
    reason: z.nullable(identityRetry),
    limits: tierLimits,
    /** What whoever is verified may do, to whoever is not; null for all others. */
    onceVerified: z.nullable(tierLimits),
  })
  .register(z.globalRegistry, { id: 'Identity' });
export type IdentityView = z.infer<typeof identityView>;

export const begunIdentity = z.object({
  /** The provider's own page, for this person alone; null where there is nothing to do there now. */
  url: z.nullable(z.string()),
});
export type BegunIdentity = z.infer<typeof begunIdentity>;

export const identityRoutes = {
  identity: route({
    method: 'GET',
    path: '/v1/identity',
    tag: 'Identity',
    says: 'How well you are known, what you may do by it, and what there is to do',
    more: 'What the provider says is asked for meanwhile; where it does not answer soon, it is told as it was.',
    answer: identityView,
    status: 200,
    refuses: [],
  }),
  beginIdentity: route({
    method: 'POST',
    path: '/v1/identity',
    tag: 'Identity',
    says: 'Show who you are, on a page of the provider’s own',
    more: 'No document is ever sent here. What was begun and is not over leads back to its page.',
    answer: begunIdentity,
    status: 201,
    refuses: ['account_frozen', 'identity_refused', 'no_provider'],
  }),
};
