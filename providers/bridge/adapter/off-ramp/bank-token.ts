/**
 * A bank account, as we and orders know it: Bridge's own ids of the customer and of their account, with a colon between
 * them. Bridge asks for both, and neither says anything of a person to anybody else.
 */
export interface BankToken {
  readonly customer: string;
  readonly account: string;
}

/** Bridge's ids: letters, digits and what stands between them, at most 42. */
const TOKEN = /^([A-Za-z0-9_-]{1,42}):([A-Za-z0-9_-]{1,42})$/;

/** Null for what is no such pair. */
export function parseBankToken(text: string): BankToken | null {
  const [, customer, account] = TOKEN.exec(text) ?? [];
  return customer === undefined || account === undefined ? null : { customer, account };
}

export function formatBankToken({ customer, account }: BankToken): string {
  return `${customer}:${account}`;
}
