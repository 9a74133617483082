import { accept, type Id, type Outcome, refuse, UNITS_MAX } from '@diboas/kernel';
import {
  type AccountBalance,
  type AccountKey,
  type AccountState,
  availableUnits,
  isCustomerAccount,
  isSameAccount,
  promisableUnits,
  ZERO_BALANCE,
} from './account.ts';
import { type AccountTable, createAccountTable } from './account-table.ts';
import type { Hold, Transfer, TransferRefusal } from './transfer.ts';

/** What a book starts from: the accounts, open holds and earlier transfers that the caller has read and locked. */
export interface BookContents {
  readonly accounts?: Iterable<AccountState>;
  readonly holds?: Iterable<Hold>;
  readonly transfers?: Iterable<Transfer>;
  /**
   * What could be promised out of a system account before this book, which knows such accounts only by what it does to
   * them itself; null for one that no promise is bound by, which is any when this is absent.
   */
  readonly floatOf?: (key: AccountKey) => bigint | null;
}

/**
 * The working set of one batch: the only code that changes balances. It starts from what was locked, takes
 * transfers in order, and at the end tells what changed. It does no reading and no writing of its own.
 */
export interface Book {
  /**
   * Applies the transfers in order, all or none. A transfer whose id and content are already known counts as
   * done and changes nothing.
   */
  apply(transfers: readonly Transfer[]): Outcome<void, TransferRefusal>;
  /** What `apply` would refuse, without changing anything; null when it would accept. */
  check(transfers: readonly Transfer[]): TransferRefusal | null;
  /** The balance of an account; zero for one that nobody has used yet. */
  balance(key: AccountKey): AccountBalance;
  /** The open holds of a transaction, in the order in which they were made. */
  holdsOf(transactionId: Id): readonly Hold[];
  /** Accounts that differ from what the book started with. */
  changedAccounts(): readonly AccountState[];
  /** Transfers applied since the book was made, in order. */
  appliedTransfers(): readonly Transfer[];
}

type HoldEnd = 'post' | 'void' | 'expire';

/** Every account and hold touched by one `apply`, so that a refusal half way leaves no trace. */
interface Stage {
  readonly accounts: AccountTable;
  readonly opened: Map<Id, Hold>;
  readonly ended: Map<Id, HoldEnd>;
  readonly transfers: Map<Id, Transfer>;
}

interface Shelf {
  readonly floatOf: (key: AccountKey) => bigint | null;
  readonly accounts: AccountTable;
  readonly holds: Map<Id, Hold>;
  readonly ended: Map<Id, HoldEnd>;
  readonly transfers: Map<Id, Transfer>;
}

export function createBook(contents: BookContents = {}): Book {
  const shelf: Shelf = {
    floatOf: contents.floatOf ?? (() => null),
    accounts: createAccountTable(contents.accounts),
    holds: new Map(),
    ended: new Map(),
    transfers: new Map(),
  };
  const holdsByTransaction = new Map<Id, Hold[]>();
  for (const hold of contents.holds ?? []) {
    shelf.holds.set(hold.id, hold);
    fileHold(holdsByTransaction, hold);
  }
  for (const transfer of contents.transfers ?? []) {
    shelf.transfers.set(transfer.id, transfer);
    if (isHoldEnd(transfer.kind) && transfer.holdId) shelf.ended.set(transfer.holdId, transfer.kind);
  }
  const changed = createAccountTable();
  const applied: Transfer[] = [];

  return {
    apply(transfers) {
      if (transfers.length === 0) return accept(undefined);
      const stage = createStage();
      const refusal = stageAll(shelf, stage, transfers);
      if (refusal) return refuse(refusal);
      for (const account of stage.accounts.all()) {
        shelf.accounts.put(account);
        changed.put(account);
      }
      for (const [id, hold] of stage.opened) {
        shelf.holds.set(id, hold);
        fileHold(holdsByTransaction, hold);
      }
      for (const [id, end] of stage.ended) {
        shelf.holds.delete(id);
        shelf.ended.set(id, end);
      }
      for (const [id, transfer] of stage.transfers) {
        shelf.transfers.set(id, transfer);
        applied.push(transfer);
      }
      return accept(undefined);
    },
    check: (transfers) => stageAll(shelf, createStage(), transfers),
    balance: (key) => shelf.accounts.get(key)?.balance ?? ZERO_BALANCE,
    holdsOf: (transactionId) =>
      (holdsByTransaction.get(transactionId) ?? []).filter((hold) => shelf.holds.has(hold.id)),
    changedAccounts: changed.all,
    appliedTransfers: () => applied,
  };
}

function fileHold(byTransaction: Map<Id, Hold[]>, hold: Hold): void {
  const holds = byTransaction.get(hold.transactionId);
  if (holds) holds.push(hold);
  else byTransaction.set(hold.transactionId, [hold]);
}

function createStage(): Stage {
  return { accounts: createAccountTable(), opened: new Map(), ended: new Map(), transfers: new Map() };
}

function stageAll(shelf: Shelf, stage: Stage, transfers: readonly Transfer[]): TransferRefusal | null {
  for (const transfer of transfers) {
    const refusal = stageTransfer(shelf, stage, transfer);
    if (refusal) return refusal;
  }
  return null;
}

/** Checks one transfer in the documented order and, if nothing is wrong, adds it to the stage. */
function stageTransfer(shelf: Shelf, stage: Stage, transfer: Transfer): TransferRefusal | null {
  const known = stage.transfers.get(transfer.id) ?? shelf.transfers.get(transfer.id);
  if (known) {
    const differs = differingFields(known, transfer);
    return differs.length > 0 ? { code: 'id_reused', differs } : null;
  }
  if (transfer.amount <= 0n) return { code: 'amount_not_positive' };
  if (transfer.amount > UNITS_MAX) return { code: 'amount_too_large' };
  if (isSameAccount(transfer.debit, transfer.credit)) return { code: 'same_account' };
  if (transfer.debit.asset !== transfer.credit.asset || transfer.debit.network !== transfer.credit.network) {
    return { code: 'unit_mismatch' };
  }
  const refusal = isHoldEnd(transfer.kind)
    ? stageHoldEnd(shelf, stage, transfer, transfer.kind)
    : stageMovement(shelf, stage, transfer);
  if (!refusal) stage.transfers.set(transfer.id, transfer);
  return refusal;
}

function stageMovement(shelf: Shelf, stage: Stage, transfer: Transfer): TransferRefusal | null {
  if (transfer.holdId !== null) return { code: 'hold_not_expected' };
  const debit = balanceIn(shelf, stage, transfer.debit);
  const available = availableUnits(debit);
  if (isCustomerAccount(transfer.debit) && available < transfer.amount) {
    return { code: 'balance_too_low', account: transfer.debit, missing: transfer.amount - available };
  }
  const { amount } = transfer;
  if (transfer.kind === 'pending') {
    const credit = balanceIn(shelf, stage, transfer.credit);
    const missing = missingFloat(shelf, transfer.credit, {
      ...credit,
      creditsPending: credit.creditsPending + amount,
    });
    if (missing > 0n) return { code: 'float_too_low', account: transfer.credit, missing };
    put(stage, transfer.debit, { ...debit, debitsPending: debit.debitsPending + amount });
    put(stage, transfer.credit, { ...credit, creditsPending: credit.creditsPending + amount });
    const { id, transactionId, debit: from, credit: to } = transfer;
    stage.opened.set(id, { id, transactionId, debit: from, credit: to, amount });
    return null;
  }
  put(stage, transfer.debit, { ...debit, debitsPosted: debit.debitsPosted + amount });
  const credit = balanceIn(shelf, stage, transfer.credit);
  put(stage, transfer.credit, { ...credit, creditsPosted: credit.creditsPosted + amount });
  return null;
}

function stageHoldEnd(shelf: Shelf, stage: Stage, transfer: Transfer, end: HoldEnd): TransferRefusal | null {
  if (transfer.holdId === null) return { code: 'hold_not_found' };
  const by = stage.ended.get(transfer.holdId) ?? shelf.ended.get(transfer.holdId);
  if (by) return { code: 'hold_ended', by };
  const hold = stage.opened.get(transfer.holdId) ?? shelf.holds.get(transfer.holdId);
  if (!hold) return { code: 'hold_not_found' };
  const differs = differingFields(hold, transfer, ['transactionId', 'debit', 'credit']);
  if (differs.length > 0) return { code: 'hold_differs', differs };
  if (transfer.amount > hold.amount) return { code: 'amount_exceeds_hold' };
  if (end !== 'post' && transfer.amount < hold.amount) return { code: 'amount_below_hold' };

  const posted = end === 'post' ? transfer.amount : 0n;
  const debit = balanceIn(shelf, stage, hold.debit);
  put(stage, hold.debit, {
    ...debit,
    debitsPending: debit.debitsPending - hold.amount,
    debitsPosted: debit.debitsPosted + posted,
  });
  const credit = balanceIn(shelf, stage, hold.credit);
  put(stage, hold.credit, {
    ...credit,
    creditsPending: credit.creditsPending - hold.amount,
    creditsPosted: credit.creditsPosted + posted,
  });
  stage.opened.delete(hold.id);
  stage.ended.set(hold.id, end);
  return null;
}

function isHoldEnd(kind: Transfer['kind']): kind is HoldEnd {
  return kind === 'post' || kind === 'void' || kind === 'expire';
}

function balanceIn(shelf: Shelf, stage: Stage, key: AccountKey): AccountBalance {
  return (stage.accounts.get(key) ?? shelf.accounts.get(key))?.balance ?? ZERO_BALANCE;
}

/**
 * How much more than there is would be promised towards an account that stands so; nothing where no float binds it. What
 * is promised anew in place of a promise that ends with it is none more.
 */
function missingFloat({ floatOf, accounts }: Shelf, key: AccountKey, after: AccountBalance): bigint {
  const float = isCustomerAccount(key) ? null : floatOf(key);
  if (float === null) return 0n;
  const before = accounts.get(key)?.balance ?? ZERO_BALANCE;
  const left = float + promisableUnits(after);
  return left < float + promisableUnits(before) ? -left : 0n;
}

function put(stage: Stage, key: AccountKey, balance: AccountBalance): void {
  stage.accounts.put({ key, balance });
}

type Comparable = Pick<Transfer, 'transactionId' | 'debit' | 'credit'> & Partial<Transfer>;

const COMPARED = ['kind', 'transactionId', 'holdId', 'debit', 'credit', 'amount'] as const;

function differingFields(
  known: Comparable,
  given: Comparable,
  fields: readonly (typeof COMPARED)[number][] = COMPARED,
): string[] {
  return fields.filter((field) => {
    if (field === 'debit' || field === 'credit') return !isSameAccount(known[field], given[field]);
    return known[field] !== given[field];
  });
}
