/** Stripe's accounts of recipients, the links by which people tell it which bank account is theirs, and their payout methods. */
import { formatInstant, type Instant, MINUTE_MS } from '@diboas/kernel';
import { createToken, type DoubleParts } from '@diboas/sandbox-kit';

export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Whether they can be paid to a bank account. */
  readonly isActive: boolean;
  readonly createdAt: Instant;
}

export interface AccountLink {
  readonly id: string;
  /** The secret part of the page's address. */
  readonly token: string;
  readonly recipient: string;
  readonly returnUrl: string | null;
  readonly createdAt: Instant;
}

export interface PayoutMethod {
  readonly id: string;
  readonly recipient: string;
  readonly bankName: string;
  readonly last4: string;
  readonly createdAt: Instant;
}

/** A link is good for so long. */
export const LINK_LIFE_MS = 5 * MINUTE_MS;

/** A recipient and their account that are there from the beginning, as everybody may know. */
export const STANDING = { recipient: 'acct_standing', method: 'usba_standing' } as const;

export interface Recipients {
  get(id: string): Recipient | undefined;
  begin(asked: Pick<Recipient, 'name' | 'email'>): Recipient;
  link(id: string): AccountLink | undefined;
  linkTo(recipient: Recipient, returnUrl: string | null): AccountLink;
  /** Newest first. */
  methodsOf(recipient: string): readonly PayoutMethod[];
  /** They have shown who they are, and named an account. */
  complete(
    link: AccountLink,
    given: Pick<PayoutMethod, 'bankName' | 'last4'> & { name: string },
  ): PayoutMethod;
}

export function createRecipients({
  store,
  random,
  clock,
}: Pick<DoubleParts, 'store' | 'random' | 'clock'>): Recipients {
  const recipients = store.shelf<Recipient>('stripe_recipients');
  const links = store.shelf<AccountLink>('stripe_account_links');
  const methods = store.shelf<PayoutMethod>('stripe_payout_methods');
  const get = (id: string) => (id === STANDING.recipient ? standingRecipient() : recipients.get(id));
  return {
    get,
    begin({ name, email }) {
      const id = `acct_${createToken(random, 16)}`;
      const recipient: Recipient = { id, name, email, isActive: false, createdAt: clock.now() };
      recipients.put(id, recipient);
      return recipient;
    },
    link: links.get,
    linkTo({ id: recipient }, returnUrl) {
      const link: AccountLink = {
        ...{ id: createToken(random, 16), token: createToken(random, 32), recipient, returnUrl },
        createdAt: clock.now(),
      };
      links.put(link.id, link);
      return link;
    },
    methodsOf(recipient) {
      if (recipient === STANDING.recipient) return [standingMethod()];
      return methods
        .list()
        .filter((one) => one.recipient === recipient)
        .toReversed();
    },
    complete: ({ recipient: id }, { name, ...given }) =>
      store.together(() => {
        const method: PayoutMethod = {
          ...given,
          ...{ id: `usba_test_${createToken(random, 24)}`, recipient: id, createdAt: clock.now() },
        };
        methods.put(method.id, method);
        const recipient = recipients.get(id);
        if (recipient) recipients.put(id, { ...recipient, name, isActive: true });
        return method;
      }),
  };
}

function standingRecipient(): Recipient {
  const person = { name: 'Sam Standing', email: 'sam@example.test' };
  return { id: STANDING.recipient, ...person, isActive: true, createdAt: 0 };
}

function standingMethod(): PayoutMethod {
  return {
    ...{ id: STANDING.method, recipient: STANDING.recipient, bankName: 'STRIPE TEST BANK', last4: '6789' },
    createdAt: 0,
  };
}

/** Without `include` Stripe leaves the configuration out. */
export function recipientObject(recipient: Recipient, includes: readonly string[]): object {
  const { id, name, email, isActive, createdAt } = recipient;
  const status = { status: isActive ? 'active' : 'restricted', status_details: [] };
  const configuration = {
    recipient: { applied: true, capabilities: { bank_accounts: { ach: status, fedwire: status } } },
  };
  return {
    ...{ id, object: 'v2.core.account', livemode: false, created: formatInstant(createdAt) },
    ...{ display_name: name, contact_email: email, applied_configurations: ['recipient'] },
    configuration: includes.includes('configuration.recipient') ? configuration : { recipient: null },
  };
}

export function methodObject({ id, bankName, last4, createdAt }: PayoutMethod): object {
  return {
    ...{
      id,
      object: 'v2.money_management.payout_method',
      livemode: false,
      created: formatInstant(createdAt),
    },
    ...{ type: 'bank_account', archived: false, restricted: false },
    usage_status: { payments: 'eligible', transfers: 'disabled' },
    bank_account: {
      ...{ bank_name: bankName, last4, country: 'US', bank_account_type: 'checking' },
      supported_currencies: ['usd'],
    },
  };
}

export function linkObject(link: AccountLink, publicUrl: string): object {
  return {
    ...{ object: 'v2.core.account_link', account: link.recipient, livemode: false },
    ...{ created: formatInstant(link.createdAt), expires_at: formatInstant(link.createdAt + LINK_LIFE_MS) },
    ...{ url: linkUrl(link, publicUrl), use_case: { type: 'account_onboarding' } },
  };
}

export function linkUrl({ id, token }: AccountLink, publicUrl: string): string {
  return `${publicUrl}/onboard/${id}?token=${token}`;
}
