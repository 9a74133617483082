import { accept, type Instant, MINUTE_MS, type Outcome, refuse } from '@diboas/kernel';
import { type BankAccount, type BankAccounts, keptLink, keptText } from '@diboas/providers-kit';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { PayoutConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { formatBankToken } from './bank-token.ts';

const ACCOUNTS_PATH = '/v2/core/accounts';
const LINKS_PATH = '/v2/core/account_links';
const METHODS_PATH = '/v2/money_management/payout_methods';

/** A link is good once, and for a few minutes: who asks later is given another. */
const LINK_EVERY_MS = MINUTE_MS;

const ID = /^acct_[A-Za-z0-9_]{1,95}$/;
const createdSchema = z.object({ id: keptText.regex(ID) });
const linkSchema = z.object({ url: keptLink });

const accountSchema = z.object({
  id: keptText.regex(ID),
  display_name: keptText.nullish(),
  configuration: z.object({
    recipient: z
      .object({
        capabilities: z
          .object({
            bank_accounts: z.object({ ach: z.object({ status: keptText }).nullish() }).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

const methodsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string().regex(/^[A-Za-z0-9_]{1,100}$/),
      type: keptText,
      archived: z.boolean(),
      restricted: z.boolean(),
      created: z.iso.datetime({ offset: true }),
      usage_status: z.object({ payments: keptText }),
      bank_account: z
        .object({
          bank_name: keptText.nullish(),
          last4: z.string().regex(/^[0-9A-Z]{1,4}$/),
          supported_currencies: z.array(keptText),
        })
        .nullish(),
    }),
  ),
});

/**
 * People tell Stripe who they are and which account is theirs on its own page, which an account link leads to: its outbound
 * setup intents would take the number from us. We hear ids, and the end of the number.
 */
export function bankAccountsAt(connection: PayoutConnection, now: () => Instant): BankAccounts {
  return {
    async beginAccount({ key, person, returnUrl }) {
      try {
        const params = { ...recipientParams(person) };
        const made = createdSchema.safeParse(
          await connection.post(ACCOUNTS_PATH, { params, key: `account-${key}` }),
        );
        if (!made.success) return { kind: 'unknown', detail: 'the answer is no account of a recipient' };
        const { id: reference } = made.data;
        const link = linkSchema.safeParse(
          await connection.post(LINKS_PATH, {
            params: { ...linkParams(reference, returnUrl) },
            key: `link-${key}-${Math.floor(now() / LINK_EVERY_MS)}`,
          }),
        );
        if (!link.success) return { kind: 'unknown', detail: 'the answer is no link for a recipient' };
        return { kind: 'begun', reference, url: link.data.url };
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

function recipientParams({
  name,
  email,
}: {
  name: string;
  email: string;
}): Stripe.V2.Core.AccountCreateParams {
  const requested = { requested: true };
  return {
    ...{ display_name: name, contact_email: email },
    identity: { country: 'us', entity_type: 'individual' },
    configuration: {
      recipient: { capabilities: { bank_accounts: { ach: requested, fedwire: requested } } },
    },
  };
}

function linkParams(account: string, returnUrl: string): Stripe.V2.Core.AccountLinkCreateParams {
  const urls = { refresh_url: returnUrl, return_url: returnUrl };
  return { account, use_case: { type: 'account_onboarding', account_onboarding: urls } };
}

/** The newest account in dollars of that recipient; null before there is one. */
async function accountUnder(
  connection: PayoutConnection,
  reference: string,
): Promise<Outcome<BankAccount | null, 'unavailable'>> {
  const path = `${ACCOUNTS_PATH}/${encodeURIComponent(reference)}`;
  const recipient = accountSchema.safeParse(
    await connection.get(path, { 'include[0]': 'configuration.recipient' }),
  );
  if (!recipient.success) return refuse('unavailable');
  // A recipient's payout methods are their own, so that they are asked for in the recipient's place.
  const list = methodsSchema.safeParse(
    await connection.get(METHODS_PATH, { limit: '100' }, recipient.data.id),
  );
  if (!list.success) return refuse('unavailable');
  const inDollars = list.data.data.filter(
    ({ type, archived, bank_account: account }) =>
      type === 'bank_account' && !archived && account?.supported_currencies.includes('usd') === true,
  );
  const [method] = inDollars.toSorted((left, right) => Date.parse(right.created) - Date.parse(left.created));
  if (!method?.bank_account) return accept(null);
  const capability = recipient.data.configuration.recipient?.capabilities?.bank_accounts?.ach?.status;
  return accept({
    token: formatBankToken({ recipient: recipient.data.id, method: method.id }),
    bankName: method.bank_account.bank_name ?? '',
    last4: method.bank_account.last4,
    name: recipient.data.display_name ?? '',
    isUsable: capability === 'active' && !method.restricted && method.usage_status.payments === 'eligible',
  });
}
