/** Stripe's errors, of sessions: https://docs.stripe.com/api/errors. */
import { noSuch, type StripeError } from '@diboas/stripe/double/errors';

export function noSuchVerification(id: string): StripeError {
  return { ...noSuch('verificationsession', id), param: 'session' };
}
