import type { BankAccountView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';
import { useServices } from '../services/services.ts';

/** The person's bank accounts, asked for again while one of them waits for its owner on the provider's page. */
export function useBankAccounts() {
  const { call } = useServices();
  return useQuery({
    queryKey: keys.bankAccounts,
    queryFn: () => answerOf(call, 'listBankAccounts', {}),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => state === 'pending') ? 5_000 : false,
  });
}

/** The bank and the end of the number, which is all that is known of an account here; empty before that is. */
export function accountText({ bankName, last4 }: BankAccountView): string {
  return [bankName, last4 === null ? null : `\u2022\u2022${last4}`].filter((one) => one !== null).join(' ');
}
