import { type Money, money, unitsPerOne } from '@diboas/kernel';
import type { ItemCause } from './item.ts';

/**
 * What a person may do to a transaction; there is nothing else. `cancel`: its owner stops it while nothing was paid or it
 * waits for somebody who is not here yet, or has its provider asked to. The others are operators'. `close_item`: what was
 * asked is answered.
 * `ask_again`: the provider is asked for news now. `send_again`: what is in doubt is sent once more under its own key.
 * `give_back`: it is certain, by evidence, that the order was not carried out and never will be. `accept_difference`:
 * the order may have taken at most `charged` and must have given at least `delivered`, though other figures were agreed.
 * `approve` and `deny`: what a check wanted looked at may be done, or not. `note`: what a reviewer writes down, and nothing else.
 */
export type Act =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'close_item'; readonly cause: ItemCause }
  | { readonly kind: 'ask_again' }
  | { readonly kind: 'send_again' }
  | { readonly kind: 'give_back' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'note' }
  | ({ readonly kind: 'accept_difference' } & AcceptedBounds);

/** What an order may have taken and must have given, in place of what was agreed. */
export interface AcceptedBounds {
  readonly charged: Money;
  readonly delivered: Money;
}

/** An act that was asked for. It waits for a second person while it is not done. */
export interface Acted {
  /** Names the act: asked for again by this key it is done once. */
  readonly key: string;
  readonly act: Act;
  readonly by: string;
  /** Who agreed to it; null when nobody else had to, or has not yet. */
  readonly confirmedBy: string | null;
  readonly isDone: boolean;
}

/** The bounds that an operator accepted last, and that hold for whatever else is told of the order; null for none. */
export function acceptedBounds(acts: readonly Acted[]): AcceptedBounds | null {
  const last = acts.findLast(({ act, isDone }) => isDone && act.kind === 'accept_difference')?.act;
  return last?.kind === 'accept_difference' ? last : null;
}

/** Whatever is about more than this needs a second person. */
export const ACT_ALONE_MAX: Money = money('USD', 100_000n);

/** Whatever is about more than this is let pass by two reviewers. */
export const REVIEW_ALONE_MAX: Money = money('USD', 1_000_000n);

/** Whether a decision about so much needs two people. */
export function needsTwo({ asset, units }: Money, aloneMax: Money): boolean {
  // Nobody knows here what another asset is worth.
  if (asset !== 'USD' && asset !== 'USDC') return true;
  return units * unitsPerOne(aloneMax.asset) > aloneMax.units * unitsPerOne(asset);
}
