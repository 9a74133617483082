import type { PersonalBankAccount } from '@diboas/orchestration';
import type { BankAccount } from '@diboas/providers-kit';

/**
 * What one more provider says of an account that is known already. A token is taken only for the account whose number ends
 * as the known one's, so that money never goes to another account than its owner reads here; null for any other.
 */
export function knownElsewhere(
  account: PersonalBankAccount,
  { token, last4, isUsable }: BankAccount,
): PersonalBankAccount | null {
  if (last4.slice(-4) !== account.last4) return null;
  if (!isUsable) return account;
  return { ...account, state: 'ready', tokens: { ...account.tokens, [account.provider]: token } };
}
