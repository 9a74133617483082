import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { type BankAccount, type BankAccounts, keptLink, keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import type { BridgeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { formatBankToken } from './bank-token.ts';

const LINKS_PATH = '/kyc_links';

const linkSchema = z.object({
  id: keptText.min(1),
  kyc_link: keptLink,
  kyc_status: keptText.nullish(),
  customer_id: keptText.nullish(),
});

const accountsSchema = z.object({
  data: z.array(
    z.object({
      id: keptText.min(1),
      currency: keptText,
      bank_name: keptText.nullish(),
      account_owner_name: keptText.nullish(),
      last_4: z.string().regex(/^[0-9A-Z]{1,4}$/),
      active: z.boolean(),
      beneficiary_address_valid: z.boolean().nullish(),
    }),
  ),
});

/** People tell Bridge who they are and which account is theirs on its own pages; we hear its ids, and the end of the number. */
export function bankAccountsAt(connection: BridgeConnection, now: () => Instant): BankAccounts {
  return {
    async beginAccount({ key, person, returnUrl }) {
      const names = { full_name: person.name, email: person.email, type: 'individual' };
      try {
        const body = { ...names, redirect_uri: returnUrl };
        const link = linkSchema.safeParse(await connection.post(LINKS_PATH, { body, key: `account-${key}` }));
        if (!link.success) return { kind: 'unknown', detail: 'the answer is no link for a customer' };
        return { kind: 'begun', reference: link.data.id, url: link.data.kyc_link };
      } catch (error) {
        return sortFault(error, now());
      }
    },
    async account(reference) {
      try {
        return await accountUnder(connection, reference);
      } catch {
        // Whatever it was: nobody says that there is one, and nobody takes that for none.
        return refuse('unavailable');
      }
    },
  };
}

/** The newest account of the customer that the link was for; null before there is one. */
async function accountUnder(
  connection: BridgeConnection,
  reference: string,
): Promise<Outcome<BankAccount | null, 'unavailable'>> {
  const link = linkSchema.safeParse(await connection.get(`${LINKS_PATH}/${encodeURIComponent(reference)}`));
  if (!link.success) return refuse('unavailable');
  const { customer_id: customer, kyc_status: status } = link.data;
  if (!customer) return accept(null);
  const path = `/customers/${encodeURIComponent(customer)}/external_accounts`;
  const list = accountsSchema.safeParse(await connection.get(path, { limit: '100' }));
  if (!list.success) return refuse('unavailable');
  const account = list.data.data.find(({ currency }) => currency === 'usd');
  if (!account) return accept(null);
  return accept({
    token: formatBankToken({ customer, account: account.id }),
    bankName: account.bank_name ?? '',
    last4: account.last_4,
    name: account.account_owner_name ?? '',
    // An address that the bank does not take lets a payout fail later: US beneficiary address validation in Bridge's guides.
    isUsable: account.active && account.beneficiary_address_valid !== false && status === 'approved',
  });
}
