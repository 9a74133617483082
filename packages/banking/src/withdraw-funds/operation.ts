import { DAY_MS, type Money, money } from '@diboas/kernel';
import type { AccountKey } from '@diboas/ledger';
import {
  exchange,
  type Operation,
  type PriceRefusal,
  type PriceRequest,
  type UseLimit,
} from '@diboas/orchestration';
import { OUTWARD_CHECKS } from '../spending/checks.ts';
import { ownFee, priceSpend } from '../spending/price.ts';

/** How money reaches a bank in the United States: in one to three days, on the same day, or within hours. */
export const WITHDRAW_FUNDS_METHODS = ['ach', 'ach_same_day', 'wire'] as const;

/** Our own fee for a withdrawal: mission row M11. A dollar token counts as a dollar. */
export const WITHDRAW_FUNDS_FEE: Money = money('USDC', 1_990_000n);

/** What is less would be eaten by fees. */
export const WITHDRAW_FUNDS_MINIMUM: Money = money('USDC', 5_000_000n);

/** What nobody may withdraw in a day and a month, however well they are known. */
export const WITHDRAW_FUNDS_LIMITS: readonly UseLimit[] = [
  { windowMs: DAY_MS, most: money('USDC', 100_000_000_000n) },
  { windowMs: 30 * DAY_MS, most: money('USDC', 1_000_000_000_000n) },
];

/**
 * WITHDRAW_FUNDS: USDC out of a person's BANKING balance, paid out as dollars to their bank account (mission row M22) by an
 * off-ramp, out of money of ours that lies with it. A payout that a bank sends back days later comes back as RETURN.
 */
export const WITHDRAW_FUNDS: Operation = {
  name: 'WITHDRAW_FUNDS',
  role: 'OFF_RAMP',
  activities: { open: 'ORDER_PLACED', working: 'BANK_PROCESSING' },
  size: { minimum: WITHDRAW_FUNDS_MINIMUM, maximum: null },
  limits: WITHDRAW_FUNDS_LIMITS,
  checks: OUTWARD_CHECKS,
  patience: () => ({ openMs: DAY_MS }),
  comesBackMs: 10 * DAY_MS,
  admit: admitWithdrawFunds,
  order: ({ pay }) => ({ pay }),
  price: (request, quote) =>
    priceSpend(request, quote, ownFee(WITHDRAW_FUNDS_FEE, { kind: 'quoted', by: 'diBoaS' })),
  takes,
  ...exchange({ from: 'BANKING', to: 'outside' }),
};

/** Digital dollars, on whichever network they lie. */
function takes({ asset, network }: Pick<AccountKey, 'asset' | 'network'>): boolean {
  return asset === 'USDC' && network !== 'fiat';
}

function admitWithdrawFunds({ pay, payNetwork, method, receive }: PriceRequest): PriceRefusal | null {
  if (!takes({ asset: pay.asset, network: payNetwork })) return 'unsupported';
  if (receive.asset !== 'USD' || receive.network !== 'fiat') return 'unsupported';
  if (!WITHDRAW_FUNDS_METHODS.some((known) => known === method)) return 'method_unavailable';
  if (pay.units < WITHDRAW_FUNDS_MINIMUM.units) return 'amount_too_small';
  return WITHDRAW_FUNDS_LIMITS.some(({ most }) => pay.units > most.units) ? 'over_limit' : null;
}
