import {
  type ConnectionOptions,
  connectToStripe,
  type StripeConnection,
} from '@diboas/stripe/wire/connection';

/** By the same official SDK and with the same care as the on-ramp's. */
export type IdentityConnection = StripeConnection;

export function connectToIdentity(options: Omit<ConnectionOptions, 'keySetting'>): IdentityConnection {
  return connectToStripe({ ...options, keySetting: 'STRIPE_IDENTITY_API_KEY' });
}
