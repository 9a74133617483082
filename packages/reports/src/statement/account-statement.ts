// What a person had, what came and went, and what they have, in each of their accounts.
import { type Asset, accept, assert, type Network, type Outcome } from '@diboas/kernel';
import { type AccountKey, accountName } from '@diboas/ledger';
import { checkCustomer, type Difference } from '../books/adds-up.ts';
import {
  type AccountMovement,
  type CustomerBooks,
  isWithin,
  type KeptFee,
  keptFeesOf,
  movementsOf,
  type Period,
  sumUnits,
} from '../books/books.ts';

/** One account: opening + movements = closing, in minor units. */
export interface AccountSection {
  readonly key: AccountKey;
  readonly opening: bigint;
  /** In the order of the journal; each with what the account held after it. */
  readonly movements: readonly (AccountMovement & { readonly after: bigint })[];
  readonly closing: bigint;
  /** Of the movements, our fees: below zero where they were paid. */
  readonly fees: bigint;
}

export interface AccountStatement {
  readonly customerId: string;
  readonly period: Period;
  readonly sections: readonly AccountSection[];
  /** Fees that were kept of what arrived, and so are in no account: by what they were kept in. */
  readonly kept: readonly { readonly asset: Asset; readonly network: Network; readonly units: bigint }[];
}

/**
 * The statement of a period. An account's opening balance is reckoned forwards from nothing, its closing balance backwards
 * from what the ledger says it holds now. Where the movements do not lead from nothing to what it holds it is refused.
 */
export function makeStatement(
  customerId: string,
  period: Period,
  books: CustomerBooks,
): Outcome<AccountStatement, Difference> {
  const checked = checkCustomer(customerId, books);
  if (!checked.ok) return checked;
  const own = movementsOf(books.transfers)
    .filter(({ account }) => account.owner === customerId)
    .toSorted(inOrder);
  const byAccount = Map.groupBy(own, ({ account }) => accountName(account));
  const sections = books.balances
    .toSorted(byName)
    .map(({ key, units: held }) =>
      sectionOf(key, period, { held, movements: byAccount.get(accountName(key)) ?? [] }),
    )
    .filter(({ opening, movements }) => opening !== 0n || movements.length > 0);
  const kept = keptFeesOf(books.transfers).filter(({ transfer }) => isWithin(period, transfer.at));
  return accept({ customerId, period, sections, kept: sumKept(kept) });
}

function sectionOf(
  key: AccountKey,
  period: Period,
  { held, movements }: { held: bigint; movements: readonly AccountMovement[] },
): AccountSection {
  const opening = sumUnits(movements.filter(({ transfer }) => transfer.at < period.from));
  const closing = held - sumUnits(movements.filter(({ transfer }) => transfer.at >= period.until));
  const within = movements.filter(({ transfer }) => isWithin(period, transfer.at));
  let after = opening;
  const told = within.map((movement) => {
    after += movement.units;
    return { ...movement, after };
  });
  assert(after === closing, 'an account that adds up does so on both sides of any moment', { key });
  const fees = sumUnits(within.filter((one) => one.with === 'fee'));
  return { key, opening, movements: told, closing, fees };
}

function sumKept(fees: readonly KeptFee[]): AccountStatement['kept'] {
  const byUnit = Map.groupBy(fees, ({ asset, network }) => `${asset} ${network}`);
  return [...byUnit.values()].flatMap((some) => {
    const [first] = some;
    return first ? [{ asset: first.asset, network: first.network, units: sumUnits(some) }] : [];
  });
}

/** By the journal, which is the order in which they were decided; those of one entry by their ids. */
function inOrder({ transfer: left }: AccountMovement, { transfer: right }: AccountMovement): number {
  return left.seq - right.seq || (left.id < right.id ? -1 : Number(left.id > right.id));
}

function byName({ key: left }: { key: AccountKey }, { key: right }: { key: AccountKey }): number {
  const [one, other] = [accountName(left), accountName(right)];
  return one < other ? -1 : Number(one > other);
}
