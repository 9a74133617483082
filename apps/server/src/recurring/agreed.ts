// A recurring buy is agreed to by confirming the quote that it goes with. Whoever takes the confirmation says so at once; where that node
// died in between, the next look at what was offered finds the first buy and says it then.
import { afterConfirmed } from '@diboas/investing';
import { bucketOf, formatMoney } from '@diboas/kernel';
import type { RecurringBuy } from '@diboas/orchestration';
import type { Parts } from '../parts/parts.ts';

type AgreeingParts = Pick<Parts, 'store' | 'clock' | 'createId'>;

/** The quote of this id was confirmed. Nothing where no recurring buy goes with it; said again it changes nothing. */
export async function agreeRecurring(parts: AgreeingParts, quoteId: string): Promise<void> {
  const { store, clock } = parts;
  const offered = await store.recurringBuy(quoteId);
  if (offered?.state !== 'offered') return;
  const agreed = await store.noteRecurringBuy(afterConfirmed(offered, clock.now()), []);
  if (agreed) await noteRecurringAct(parts, agreed, 'agreed');
}

/** Puts what its owner did to a recurring buy on record, with what they agreed to. */
export async function noteRecurringAct(
  { store, clock, createId }: AgreeingParts,
  { id, customerId, consent, schedule, next }: RecurringBuy,
  done: 'agreed' | 'paused' | 'resumed' | 'ended' | 'skipped' | 'changed',
): Promise<void> {
  const { coin, amount, totalMax, toleranceBps } = consent;
  const figures = { amount: formatMoney(amount), totalMax: formatMoney(totalMax), toleranceBps };
  const detail = { coin, ...figures, every: schedule.every, zone: schedule.zone, next };
  const entry = { id: createId(customerId), at: clock.now(), actor: customerId, act: `recurring_${done}` };
  await store.append(bucketOf(customerId), [{ ...entry, subject: id, detail }]);
}
