/** Bridge's customers, the links by which people become one, and their bank accounts. */
import { formatInstant, type Instant } from '@diboas/kernel';
import { createToken, type DoubleParts } from '@diboas/sandbox-kit';

export interface KycLink {
  readonly id: string;
  /** The secret part of the page's address. */
  readonly token: string;
  readonly fullName: string;
  readonly email: string;
  readonly returnUrl: string | null;
  readonly customer: string;
  readonly createdAt: Instant;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  /** Whether it is known who they are, so that they may be paid. */
  readonly isActive: boolean;
}

export interface ExternalAccount {
  readonly id: string;
  readonly customer: string;
  readonly bankName: string;
  readonly owner: string;
  readonly last4: string;
  readonly active: boolean;
  readonly createdAt: Instant;
}

/** A customer and their account that are there from the beginning, as everybody may know. */
export const STANDING = { customer: 'cust_standing', account: 'ea_standing' } as const;

export interface Customers {
  link(id: string): KycLink | undefined;
  begin(asked: Pick<KycLink, 'fullName' | 'email' | 'returnUrl'>): KycLink;
  get(id: string): Customer | undefined;
  /** Newest first. */
  accountsOf(customer: string): readonly ExternalAccount[];
  /** They have shown who they are, and named an account. */
  complete(link: KycLink, account: Pick<ExternalAccount, 'bankName' | 'owner' | 'last4'>): ExternalAccount;
}

export function createCustomers({
  store,
  random,
  clock,
}: Pick<DoubleParts, 'store' | 'random' | 'clock'>): Customers {
  const links = store.shelf<KycLink>('bridge_links');
  const customers = store.shelf<Customer>('bridge_customers');
  const accounts = store.shelf<ExternalAccount>('bridge_accounts');
  const standing: Customer = { id: STANDING.customer, name: 'Sam Standing', isActive: true };
  return {
    link: links.get,
    begin(asked) {
      const customer: Customer = {
        ...{ id: `cust_${createToken(random, 16)}`, name: asked.fullName, isActive: false },
      };
      const link: KycLink = {
        ...asked,
        ...{ id: `kyc_${createToken(random, 16)}`, token: createToken(random, 32) },
        ...{ customer: customer.id, createdAt: clock.now() },
      };
      customers.put(customer.id, customer);
      links.put(link.id, link);
      return link;
    },
    get: (id) => (id === standing.id ? standing : customers.get(id)),
    accountsOf(customer) {
      if (customer === standing.id) return [standingAccount()];
      return accounts
        .list()
        .filter((one) => one.customer === customer)
        .toReversed();
    },
    complete: (link, given) =>
      store.together(() => {
        const account: ExternalAccount = {
          ...given,
          ...{ id: `ea_${createToken(random, 16)}`, customer: link.customer, active: true },
          createdAt: clock.now(),
        };
        accounts.put(account.id, account);
        customers.put(link.customer, { id: link.customer, name: link.fullName, isActive: true });
        return account;
      }),
  };
}

function standingAccount(): ExternalAccount {
  return {
    ...{ id: STANDING.account, customer: STANDING.customer, bankName: 'First Bank of the Sandbox' },
    ...{ owner: 'Sam Standing', last4: '6789', active: true, createdAt: 0 },
  };
}

export function accountObject({
  id,
  customer,
  bankName,
  owner,
  last4,
  active,
  createdAt,
}: ExternalAccount): object {
  return {
    ...{ id, account_type: 'us', currency: 'usd', customer_id: customer, account_owner_name: owner },
    ...{ bank_name: bankName, last_4: last4, active, beneficiary_address_valid: true },
    ...{ created_at: formatInstant(createdAt), updated_at: formatInstant(createdAt) },
  };
}

/** A customer that exists and is not active has been begun and not shown yet. */
export function linkObject(
  link: KycLink,
  { customer, publicUrl }: { customer: Customer | undefined; publicUrl: string },
): object {
  const isActive = customer?.isActive === true;
  return {
    ...{ id: link.id, full_name: link.fullName, email: link.email, type: 'individual' },
    ...{ kyc_link: linkUrl(link, publicUrl), tos_link: linkUrl(link, publicUrl) },
    ...{ kyc_status: isActive ? 'approved' : 'not_started', tos_status: isActive ? 'approved' : 'pending' },
    ...{ customer_id: link.customer, created_at: formatInstant(link.createdAt) },
  };
}

export function linkUrl({ id, token }: KycLink, publicUrl: string): string {
  return `${publicUrl}/verify/${id}?token=${token}`;
}
