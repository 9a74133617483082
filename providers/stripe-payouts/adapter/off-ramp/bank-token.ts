/**
 * A bank account, as we and orders know it: Stripe's own ids of the recipient and of their payout method, with a colon
 * between them. Stripe asks for both, and neither says anything of a person to anybody else.
 */
export interface BankToken {
  readonly recipient: string;
  readonly method: string;
}

/** Ids of API v2: letters, digits and underscores, at most 100. */
const TOKEN = /^(acct_[A-Za-z0-9_]{1,95}):([A-Za-z0-9_]{1,100})$/;

/** Null for what is no such pair. */
export function parseBankToken(text: string): BankToken | null {
  const [, recipient, method] = TOKEN.exec(text) ?? [];
  return recipient === undefined || method === undefined ? null : { recipient, method };
}

export function formatBankToken({ recipient, method }: BankToken): string {
  return `${recipient}:${method}`;
}
