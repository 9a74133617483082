/** What payouts are here: out of which account, by which ways to a bank, and what each costs. */

/** The one financial account, as the settings of the server for the sandbox name it. */
export const ACCOUNT = 'fa_diboas';

export type Way = 'ach' | 'ach_same_day' | 'wire';

export interface PayoutParams {
  readonly account: string;
  readonly recipient: string;
  readonly method: string;
  readonly way: Way;
  /** In cents. */
  readonly amount: string;
}

/** What Stripe takes here for each way to a bank, in cents: each account of Stripe's has a tariff of its own. */
const FEES: Readonly<Record<Way, bigint>> = { ach: 150n, ach_same_day: 250n, wire: 2_500n };

/** Millionths of USDC in a cent. */
export const CENT = 10_000n;

/** In millionths of USDC. */
export function feeOf(way: Way): bigint {
  return FEES[way] * CENT;
}

/** As an intent estimates it. */
export function feeObject(way: Way): object {
  const submission = way === 'ach' ? 'next_day' : 'same_day';
  return {
    ...{ type: 'network_fee', amount: wireAmount(FEES[way].toString(), 'usd') },
    network_fee_details:
      way === 'wire'
        ? { network: 'fedwire', network_options: {} }
        : { network: 'ach', network_options: { ach: { submission } } },
  };
}

/** An amount of API v2, of minor units. */
export function wireAmount(units: string, currency: 'usd' | 'usdc') {
  return { value: Number(units), currency };
}
