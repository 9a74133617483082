import type { Instant } from '@diboas/kernel';
import type { IdentityAnswer, World } from '@diboas/providers-kit';
import Stripe from 'stripe';
import type { IdentityConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { readSession, SESSIONS_PATH } from './session.ts';

/** What a session is shown without unless it is asked for: the name, the date of birth, and who issued the document. */
const EXPANDED = {
  'expand[0]': 'verified_outputs',
  'expand[1]': 'verified_outputs.dob',
  'expand[2]': 'last_verification_report',
};

export async function lookAtSession(
  connection: IdentityConnection,
  reference: string,
  { world, now }: { readonly world: World; readonly now: () => Instant },
): Promise<IdentityAnswer> {
  try {
    const body = await connection.get(`${SESSIONS_PATH}/${encodeURIComponent(reference)}`, EXPANDED);
    const state = readSession(body, { reference, world });
    return state.ok ? { kind: 'found', state: state.value } : { kind: 'unknown', detail: state.refusal };
  } catch (error) {
    if (isMissing(error)) return { kind: 'not_found' };
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    error.statusCode === 404 &&
    error.code === 'resource_missing'
  );
}
