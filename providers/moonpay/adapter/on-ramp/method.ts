import type { Asset } from '@diboas/kernel';
import { type Estimate, inBankingDays } from '@diboas/orchestration';

/** A way to pay, by MoonPay's name for it, and how long it takes until the crypto is there. */
export interface MoonpayMethod {
  readonly name: string;
  readonly estimate: Estimate;
}

const AT_ONCE: Estimate = { fromSeconds: 60, toSeconds: 900, source: 'provider' };

/**
 * By what is paid in: support.moonpay.com/en/articles/380823 (supported payment methods). Banks are paid by SEPA, in one to
 * three business days; there is neither ACH nor a wire to buy by.
 */
const METHODS: Readonly<Partial<Record<Asset, Readonly<Record<string, MoonpayMethod>>>>> = {
  USD: instant(),
  EUR: {
    ...instant(),
    bank: { name: 'sepa_bank_transfer', estimate: inBankingDays({ fromDays: 1, toDays: 3, calendar: 't2' }) },
  },
};

/** Null where MoonPay takes nothing like it. */
export function methodOf(method: string, payIn: Asset): MoonpayMethod | null {
  const methods = METHODS[payIn] ?? {};
  return Object.hasOwn(methods, method) ? (methods[method] ?? null) : null;
}

function instant(): Readonly<Record<string, MoonpayMethod>> {
  return {
    card: { name: 'credit_debit_card', estimate: AT_ONCE },
    apple_pay: { name: 'apple_pay', estimate: AT_ONCE },
    google_pay: { name: 'google_pay', estimate: AT_ONCE },
  };
}
