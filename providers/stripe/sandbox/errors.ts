/** Errors of on-ramp sessions, beside those of all of Stripe's API v1. */
import { noSuch, type StripeError } from './wire/v1-errors.ts';

export function noSuchSession(id: string): StripeError {
  return noSuch('crypto.onramp_session', id);
}
