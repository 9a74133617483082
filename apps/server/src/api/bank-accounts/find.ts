import type { Id } from '@diboas/kernel';
import type { Parts } from '../../parts/parts.ts';

/** A bank account that money may be paid out to: what people read of it, and how each provider knows it. */
export interface PayoutAccount {
  readonly id: Id;
  readonly name: string | null;
  readonly shown: string;
  readonly tokens: Readonly<Record<string, string>>;
}

/** One of the customer's accounts; null where there is none of that id that a provider can pay to. */
export async function findBankAccount(
  { store }: Pick<Parts, 'store'>,
  customerId: string,
  id: Id,
): Promise<PayoutAccount | null> {
  const found = (await store.bankAccounts(customerId)).find((one) => one.id === id);
  if (found?.state !== 'ready') return null;
  const { name, bankName, last4, tokens } = found;
  return { id, name, shown: [bankName, last4].filter((part) => part !== null).join(' '), tokens };
}
