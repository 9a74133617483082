import type { Asset, Money } from '@diboas/kernel';
import type { LotFact } from './fact.ts';
import type { LotRefusal } from './lot-refusal.ts';

/** What is wrong with the amounts of a fact by themselves; null where nothing is. */
export function checkAmounts(fact: LotFact, currency: Asset): LotRefusal | null {
  const { id: factId, quantity, fees } = fact;
  const counted = [...countedOf(fact), ...fees.map(({ worth }) => worth)];
  if (quantity.asset === currency || counted.some(({ asset }) => asset !== currency))
    return { factId, reason: 'other_currency' };
  const paid = fees.map((fee) => fee.paid);
  if (quantity.units <= 0n || [...counted, ...paid].some(({ units }) => units < 0n))
    return { factId, reason: 'below_zero' };
  return null;
}

function countedOf(fact: LotFact): readonly Money[] {
  if (fact.kind === 'opening') return [fact.cost];
  return fact.kind === 'disposal' ? [fact.proceeds] : [];
}
