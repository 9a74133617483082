import type { Instant } from '@diboas/kernel';
import {
  type BeginIdentity,
  type BeginIdentityAnswer,
  keptLink,
  keptText,
  type World,
} from '@diboas/providers-kit';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { IdentityConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { isOfWorld, SESSION_ID, SESSIONS_PATH } from './session.ts';

const begunSchema = z.object({
  id: keptText.regex(SESSION_ID),
  livemode: z.boolean(),
  client_reference_id: keptText.nullish(),
  url: keptLink,
});

/** Stripe gives one answer under a key, for 24 hours at least; the link in it is good once. */
export async function beginSession(
  connection: IdentityConnection,
  ask: BeginIdentity,
  { world, now }: { readonly world: World; readonly now: () => Instant },
): Promise<BeginIdentityAnswer> {
  try {
    const body = await connection.post(SESSIONS_PATH, { params: { ...paramsOf(ask) }, key: ask.key });
    const begun = begunSchema.safeParse(body);
    if (!begun.success) return { kind: 'unknown', detail: 'the answer is no session with a page' };
    const { id, livemode, client_reference_id: person, url } = begun.data;
    if (!isOfWorld(livemode, world)) return { kind: 'unknown', detail: 'the answer is of the other mode' };
    if (person !== ask.personId)
      return { kind: 'unknown', detail: 'BUG: under this key stands a session of another person' };
    return { kind: 'begun', reference: id, url };
  } catch (error) {
    return sortFault(error, now());
  }
}

/** A document with a face that is compared with the person's, photographed now. */
function paramsOf({
  personId,
  email,
  returnUrl,
}: BeginIdentity): Stripe.Identity.VerificationSessionCreateParams {
  return {
    type: 'document',
    client_reference_id: personId,
    options: { document: { require_live_capture: true, require_matching_selfie: true } },
    provided_details: { email },
    return_url: returnUrl,
  };
}
