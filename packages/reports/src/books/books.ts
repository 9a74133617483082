// What reports are made of: movements of money as the ledger has them, each with its place in the journal.
import type { Asset, Instant, Money, Network } from '@diboas/kernel';
import { type AccountKey, type AccountKind, type CustomerAccount, isCustomerKind } from '@diboas/ledger';
import type { ChosenLot } from '@diboas/lots';

/** A transfer that was posted, at once or out of a hold, with the journal entry of the commit that booked it. */
export interface TracedTransfer {
  readonly id: string;
  readonly transactionId: string;
  /** Whose transaction it is. */
  readonly customerId: string;
  readonly operation: string;
  /** The place of the entry in the customer's journal. */
  readonly seq: number;
  readonly at: Instant;
  readonly debit: AccountKey;
  readonly credit: AccountKey;
  /** Minor units, more than none. */
  readonly units: bigint;
}

/** An entry of a customer's journal. */
export interface TracedEntry {
  readonly transactionId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly cause: string;
}

/** What an account holds by the ledger: posted credits less posted debits, in minor units. */
export interface LedgerBalance {
  readonly key: AccountKey;
  readonly units: bigint;
}

/** All of one customer, in one moment. */
export interface CustomerBooks {
  readonly entries: readonly TracedEntry[];
  readonly transfers: readonly TracedTransfer[];
  readonly balances: readonly LedgerBalance[];
}

/** What lots need of what was agreed to in a transaction, beside what moved. */
export interface TracedTerms {
  readonly transactionId: string;
  /** The transaction that it follows from, of which it takes or brings something back; else null. */
  readonly follows: string | null;
  /** What was asked for, before fees. */
  readonly amount: Money;
  /** What that was worth when it was priced, in dollars or a dollar token; null where nobody said. */
  readonly worth: Money | null;
  /** What was charged for it, by a card or a bank where it was paid outside; null where nothing was. */
  readonly charged: Money | null;
  /** The lots that its person chose to give; null where they chose none. */
  readonly lots: readonly ChosenLot[] | null;
}

/** All of one customer, in one moment, with what they agreed to. */
export interface TradedBooks extends CustomerBooks {
  readonly terms: readonly TracedTerms[];
}

/** Sums of the ledger over all customers in one unit, taken without the journal: what rows of a report are held against. */
export interface UnitSums {
  readonly asset: Asset;
  readonly network: Network;
  /** What came to accounts of customers less what left them within the period. */
  readonly moved: bigint;
  /** The same over all time. */
  readonly movedEver: bigint;
  /** What accounts of customers hold. */
  readonly held: bigint;
}

/** All customers over a period, in one moment. */
export interface PeriodBooks {
  readonly transfers: readonly TracedTransfer[];
  readonly sums: readonly UnitSums[];
}

/** From the first moment to the one that is not of it any more. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

/** Where books are read. */
export interface BooksSource {
  customer(customerId: string): Promise<CustomerBooks>;
  traded(customerId: string): Promise<TradedBooks>;
  /** @returns null where more moved than `transfersMax` */
  period(period: Period, transfersMax: number): Promise<PeriodBooks | null>;
}

/**
 * Who stands on the other side of a movement. `own`: another account of the same person; `person`: another customer;
 * `fee`: our fee; `outside`: a provider, a bank, a card or a network; `house`: another account of ours.
 */
export type Counterparty = 'own' | 'person' | 'fee' | 'outside' | 'house';

/** What one transfer did to one account of a customer. */
export interface AccountMovement {
  readonly transfer: TracedTransfer;
  readonly account: AccountKey & { readonly kind: CustomerAccount };
  readonly with: Counterparty;
  /** Above zero came, below zero left. */
  readonly units: bigint;
}

/** Our fee that never came to the person's account: it was kept of what arrived. Below zero: it was given up again. */
export interface KeptFee {
  readonly transfer: TracedTransfer;
  readonly asset: Asset;
  readonly network: Network;
  readonly units: bigint;
}

/** What transfers did to accounts of customers, in their order; between two of them it is one movement each. */
export function movementsOf(transfers: readonly TracedTransfer[]): AccountMovement[] {
  return transfers.flatMap((transfer) => {
    const { debit, credit, units } = transfer;
    return [
      side(transfer, { own: debit, other: credit }, -units),
      side(transfer, { own: credit, other: debit }, units),
    ].filter((one) => one !== null);
  });
}

/** Our fees that were taken before the money came to an account of the person. */
export function keptFeesOf(transfers: readonly TracedTransfer[]): KeptFee[] {
  return transfers.flatMap((transfer) => {
    const { debit, credit, units } = transfer;
    const { asset, network } = debit;
    if (isCustomerKind(debit.kind) || isCustomerKind(credit.kind)) return [];
    if (credit.kind === 'FEE_REVENUE') return [{ transfer, asset, network, units }];
    return debit.kind === 'FEE_REVENUE' ? [{ transfer, asset, network, units: -units }] : [];
  });
}

function side(
  transfer: TracedTransfer,
  { own, other }: { own: AccountKey; other: AccountKey },
  units: bigint,
): AccountMovement | null {
  const { kind } = own;
  if (!isCustomerKind(kind)) return null;
  return { transfer, account: { ...own, kind }, with: counterpartyOf(own, other), units };
}

function counterpartyOf(own: AccountKey, other: AccountKey): Counterparty {
  if (isCustomerKind(other.kind)) return other.owner === own.owner ? 'own' : 'person';
  return counterpartyOfKind(other.kind);
}

function counterpartyOfKind(kind: AccountKind): Counterparty {
  if (kind === 'FEE_REVENUE') return 'fee';
  if (kind === 'IN_TRANSIT') return 'person';
  const isOutside = ['CLEARING:', 'FLOAT:', 'DEPLOYED:'].some((start) => kind.startsWith(start));
  return isOutside ? 'outside' : 'house';
}

export function sumUnits(values: readonly { readonly units: bigint }[]): bigint {
  return values.reduce((sum, { units }) => sum + units, 0n);
}

export function isWithin({ from, until }: Period, at: Instant): boolean {
  return from <= at && at < until;
}
