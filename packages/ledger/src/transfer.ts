import type { Id } from '@diboas/kernel';
import type { AccountKey } from './account.ts';

/**
 * `posted` moves at once. `pending` makes a hold, which ends exactly once: by `post` (all of it or a part, the
 * rest is released), by `void` (given up) or by `expire` (its time ran out).
 */
export type TransferKind = 'posted' | 'pending' | 'post' | 'void' | 'expire';

/**
 * One movement: `amount` minor units leave `debit` and reach `credit`. A transfer that ends a hold repeats the
 * hold's two accounts, so that every row of the ledger can be read, and summed, on its own.
 */
export interface Transfer {
  readonly id: Id;
  readonly kind: TransferKind;
  /** The transaction it belongs to. */
  readonly transactionId: Id;
  /** The pending transfer that a `post`, `void` or `expire` ends; null for the other kinds. */
  readonly holdId: Id | null;
  readonly debit: AccountKey;
  readonly credit: AccountKey;
  /** Positive. For `void` and `expire` the whole amount that is released. */
  readonly amount: bigint;
}

/** A pending transfer that has not ended. Its id is the id of that transfer. */
export interface Hold {
  readonly id: Id;
  readonly transactionId: Id;
  readonly debit: AccountKey;
  readonly credit: AccountKey;
  readonly amount: bigint;
}

/**
 * Why a transfer is refused, in the order in which it is checked: the first that applies is the answer.
 * `id_reused` names the fields that differ from the first transfer of that id.
 */
export type TransferRefusal =
  | { readonly code: 'id_reused'; readonly differs: readonly string[] }
  | { readonly code: 'amount_not_positive' }
  | { readonly code: 'amount_too_large' }
  | { readonly code: 'same_account' }
  | { readonly code: 'unit_mismatch' }
  | { readonly code: 'hold_not_expected' }
  | { readonly code: 'hold_not_found' }
  | { readonly code: 'hold_ended'; readonly by: 'post' | 'void' | 'expire' }
  | { readonly code: 'hold_differs'; readonly differs: readonly string[] }
  | { readonly code: 'amount_exceeds_hold' }
  | { readonly code: 'amount_below_hold' }
  | { readonly code: 'balance_too_low'; readonly account: AccountKey; readonly missing: bigint }
  /** More would be promised out of what lies with a provider than is there. */
  | { readonly code: 'float_too_low'; readonly account: AccountKey; readonly missing: bigint };
