import type { TransactionView } from '@diboas/protocol';
import { Timeline } from '@diboas/ui';
import { useMoneyText } from '../../money/use-money-text.ts';
import { formatExact, formatShort } from '../../time/format-time.ts';
import { ownId } from '../../transaction/own-id.ts';
import { placeText } from '../../transaction/place-text.ts';
import { chargedOf, deliveredOf } from '../../transaction/settled.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

type Step = TransactionView['steps'][number];

/** After these there is nothing more of what was meant. */
const ENDS: readonly Step['key'][] = ['ended', 'taken_back', 'came_back'];

/** Where the money has been and goes next: three to five steps, one of them now. */
export function MoneyTimeline({ transaction, now }: { transaction: TransactionView; now: number }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const values = {
    total: money(chargedOf(transaction)),
    receive: money(deliveredOf(transaction)),
    provider: transaction.provider.name,
    from: placeText(transaction.from, t),
    to: placeText(transaction.to, t),
    taken: money(transaction.receipt?.takenBack?.amount ?? transaction.pay.total),
    back: money(transaction.receipt?.cameBack?.amount ?? transaction.pay.amount),
  };
  const tries = transaction.attempts.length;
  const steps = transaction.steps.map((step) => ({
    key: step.key,
    state: step.state,
    stateWords: t(`step.state.${step.state}`),
    words: t(ownId(t, transaction, wordsOf(step, transaction)), values),
    ...(step.state === 'now' && tries > 1 ? { note: t('step.retry', { count: tries }) } : {}),
    // What brought money back did what it was to do.
    isEnd: ENDS.includes(step.key) && transaction.operation !== 'RETURN',
    at: step.at
      ? { instant: step.at, short: formatShort(step.at, region, now), exact: formatExact(step.at, region) }
      : null,
    mark: step.state === 'now' ? t('step.state.now') : '',
  }));
  return <Timeline label={t('timeline.label')} steps={steps} turning={!transaction.ended} />;
}

/**
 * Nobody is told to pay where there is nothing to pay on, least of all while a payment may have been made. An end says
 * which end it was, and what was only announced is not told as if it had been something.
 */
function wordsOf({ key, state }: Step, transaction: TransactionView): string {
  const { failure, receipt } = transaction;
  if (key === 'ended' && state === 'done' && failure && transaction.state !== 'partly_done')
    return `step.ended.${failure.code}`;
  if (key === 'released' && state === 'done' && receipt === null) return 'step.released.nothing';
  if (state === 'done') return `step.${key}.done`;
  const isTheirs = key !== 'paid' || state === 'next' || transaction.state === 'awaiting_you';
  return isTheirs ? `step.${key}.ahead` : 'step.paid.open';
}
