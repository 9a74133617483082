import { ASSETS, accept, type Outcome, refuse } from '@diboas/kernel';
import { type AmountRefusal, parseAmount, type TypedAmount } from '../money/parse-amount.ts';
import { isLess } from '../wizard/limit-left.ts';
import type { AmountBounds } from './amount-bounds.ts';

export type AmountFault = AmountRefusal | 'too_small' | 'too_large' | 'above_left' | 'above_available';

/** Reads what was typed and holds it against its bounds. What is not known to bound it, the server still refuses. */
export function checkAmount(
  typed: string,
  { region, bounds }: { region: string; bounds: AmountBounds },
): Outcome<TypedAmount, AmountFault> {
  const { asset, minimum, maximum, available, limit } = bounds;
  const parsed = parseAmount(typed, region, ASSETS[asset].decimals);
  if (!parsed.ok) return parsed;
  const amount = { asset, amount: parsed.value.amount };
  if (minimum && isLess(amount, minimum)) return refuse('too_small');
  if (available && isLess(available, amount)) return refuse('above_available');
  if (maximum && isLess(maximum, amount)) return refuse('too_large');
  if (limit && isLess(limit.left, amount)) return refuse('above_left');
  return accept(parsed.value);
}
