import type { Money } from '@diboas/kernel';

/** Why a fact cannot be. Nothing changed then. */
export type LotRefusal = { readonly factId: string } & (
  | { readonly reason: 'same_id' }
  /** It came before a fact that counts already. */
  | { readonly reason: 'out_of_order' }
  /** No quantity, or a cost, proceeds, fee or worth below zero. */
  | { readonly reason: 'below_zero' }
  /** A cost, proceeds or worth in another currency than that of account; or a quantity in it, which has no lots. */
  | { readonly reason: 'other_currency' }
  /** More than is held, at that place where lots are kept by place. */
  | { readonly reason: 'not_enough'; readonly missing: Money }
  | { readonly reason: 'lot_unknown'; readonly lotId: string }
  | { readonly reason: 'lot_not_enough'; readonly lotId: string; readonly missing: Money }
  /** The chosen lots come to another quantity than the fact. */
  | { readonly reason: 'lots_add_up_otherwise'; readonly chosen: Money }
  /** Where cost is averaged, no lot has a cost of its own. */
  | { readonly reason: 'lots_are_averaged' }
);
