import {
  type ConnectionOptions,
  connectToStripe,
  type StripeConnection,
} from '@diboas/stripe/wire/connection';

/** Calls to API v2, by the same official SDK and with the same care as the on-ramp's: `stripe/adapter/wire/connection.ts`. */
export type PayoutConnection = StripeConnection;

export function connectToPayouts(options: Omit<ConnectionOptions, 'keySetting'>): PayoutConnection {
  return connectToStripe({ ...options, keySetting: 'STRIPE_PAYOUTS_API_KEY' });
}
