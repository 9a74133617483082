import type { Asset, Network } from '@diboas/kernel';

/** The three balances a person has. */
export type BalanceType = 'BANKING' | 'INVESTING' | 'DEFI';

/**
 * Accounts of a customer: a balance, or what is set apart within one for a purpose of its own, such as a strategy:
 * `DEFI:<its id>`. Money that is set apart is in an account of its own, so nothing else can spend it.
 */
export type CustomerAccount = BalanceType | `${BalanceType}:${string}`;

/**
 * Accounts of the platform itself. `CLEARING:northpay` is what diBoaS and that provider owe each other; `FLOAT:northpay` is
 * money of ours that lies with it, out of which it pays; `DEPLOYED:northpay` is what lies in its strategies for people;
 * `IN_TRANSIT` is money between two customers or two buckets; `SUSPENSE` is money whose owner is not known yet;
 * `RECEIVABLE` is what a person owes after a reversal that could not be taken back; `NETWORK_COSTS` is what networks took
 * from us, in their own coins.
 */
export type SystemAccount =
  | 'FEE_REVENUE'
  | 'NETWORK_COSTS'
  | 'IN_TRANSIT'
  | 'SUSPENSE'
  | 'RECEIVABLE'
  | `CLEARING:${string}`
  | `FLOAT:${string}`
  | `DEPLOYED:${string}`;

export type AccountKind = CustomerAccount | SystemAccount;

/** The same as the CHECK of `accounts.kind` in migration 0001, which holds rows to it. */
const CUSTOMER_ACCOUNT = /^(BANKING|INVESTING|DEFI)(:[a-z0-9-]{1,40})?$/;

/** Whether accounts of this kind are a customer's. The owner of any other is the platform. */
export function isCustomerKind(kind: string): kind is CustomerAccount {
  return CUSTOMER_ACCOUNT.test(kind);
}

/** Whether accounts of this kind are one of the three balances, with nothing of it set apart. */
export function isBalanceType(kind: string): kind is BalanceType {
  return kind === 'BANKING' || kind === 'INVESTING' || kind === 'DEFI';
}

/** The owner of every system account. They exist once per bucket, so this id says nothing about where they are. */
export const SYSTEM_OWNER = '00000000-0000-0000-0000-000000000000';

/** The natural key of an account. Asset and network together are the unit: USDC on Solana is not USDC on Sui. */
export interface AccountKey {
  readonly owner: string;
  readonly kind: AccountKind;
  readonly asset: Asset;
  readonly network: Network;
}

/** Running totals in minor units; none of them is ever negative. */
export interface AccountBalance {
  readonly debitsPosted: bigint;
  readonly creditsPosted: bigint;
  readonly debitsPending: bigint;
  readonly creditsPending: bigint;
}

export const ZERO_BALANCE: AccountBalance = {
  debitsPosted: 0n,
  creditsPosted: 0n,
  debitsPending: 0n,
  creditsPending: 0n,
};

export function isCustomerAccount(key: AccountKey): boolean {
  return key.owner !== SYSTEM_OWNER;
}

/** What can be spent now: everything that arrived, less what left and what is set aside to leave. */
export function availableUnits(balance: AccountBalance): bigint {
  return balance.creditsPosted - balance.debitsPosted - balance.debitsPending;
}

/**
 * How much more can leave than what has come to the account: of a system account whose counterparty pays out of money of
 * ours that lies with them. Money that is set aside towards it was promised, and is not there for anything else.
 */
export function promisableUnits(balance: AccountBalance): bigint {
  return balance.debitsPosted - balance.creditsPosted - balance.creditsPending;
}

/** An account as it stands in a book. */
export interface AccountState {
  readonly key: AccountKey;
  readonly balance: AccountBalance;
}

/** One text per account, to key maps with. */
export function accountName(key: AccountKey): string {
  return `${key.owner}/${key.kind}/${key.asset}/${key.network}`;
}

export function isSameAccount(left: AccountKey, right: AccountKey): boolean {
  return (
    left.owner === right.owner &&
    left.kind === right.kind &&
    left.asset === right.asset &&
    left.network === right.network
  );
}
