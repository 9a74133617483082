import type { TransactionView } from '@diboas/protocol';
import clsx from 'clsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { formatExact, formatShort } from '../../time/format-time.ts';
import { chargedOf, deliveredOf } from '../../transaction/settled.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

type Step = TransactionView['steps'][number];

/** Where the money has been and goes next: three to five steps, one of them now. */
export function Timeline({ transaction, now }: { transaction: TransactionView; now: number }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const current = transaction.steps.findIndex((step) => step.state === 'now');
  const values = {
    total: money(chargedOf(transaction)),
    receive: money(deliveredOf(transaction)),
    provider: transaction.provider.name,
    taken: money(transaction.receipt?.takenBack?.amount ?? transaction.pay.total),
  };
  const retries = transaction.attempts.length - 1;
  return (
    <ol className="@container flex flex-col" aria-label={t('timeline.label')}>
      {transaction.steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={index === current ? 'step' : undefined}
          className="group relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 pb-6 last:pb-0 @[17rem]:grid-cols-[1.5rem_minmax(0,1fr)_auto]"
        >
          {index < transaction.steps.length - 1 ? (
            <span
              aria-hidden="true"
              className={clsx(
                'absolute top-7 bottom-1 left-3 -ml-px border-l-2',
                step.state === 'done' ? 'border-brand' : 'border-line border-dashed',
              )}
            />
          ) : null}
          <StepShape
            state={step.state}
            end={step.key === 'ended' || step.key === 'taken_back'}
            turning={!transaction.ended}
          />
          <span
            className={clsx(step.state === 'now' && 'font-semibold', step.state === 'next' && 'text-muted')}
          >
            <span>{t(wordsOf(step, transaction), values)}</span>
            <span className="visually-hidden">{`, ${t(`step.state.${step.state}`)}`}</span>
            {index === current && retries > 0 ? (
              <span className="block text-sm font-normal text-muted">
                {t('step.retry', { count: retries + 1 })}
              </span>
            ) : null}
          </span>
          {step.at ? (
            <time
              className="col-start-2 text-sm leading-[1.55rem] text-muted @[17rem]:col-start-3"
              dateTime={step.at}
              title={formatExact(step.at, region)}
            >
              {formatShort(step.at, region, now)}
            </time>
          ) : (
            <span
              className="col-start-2 text-sm leading-[1.55rem] text-muted @[17rem]:col-start-3"
              aria-hidden="true"
            >
              {step.state === 'now' ? t('step.state.now') : ''}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/**
 * Nobody is told to pay where there is nothing to pay on, least of all while a payment may have been made. An end says
 * which end it was, and what was only announced is not told as if it had been something.
 */
function wordsOf({ key, state }: Step, transaction: TransactionView): string {
  const { failure, receipt } = transaction;
  if (key === 'ended' && state === 'done' && failure) return `step.ended.${failure.code}`;
  if (key === 'released' && state === 'done' && receipt === null) return 'step.released.nothing';
  if (state === 'done') return `step.${key}.done`;
  const isTheirs = key !== 'paid' || state === 'next' || transaction.state === 'awaiting_you';
  return isTheirs ? `step.${key}.ahead` : 'step.paid.open';
}

/** A tick in a disc for done, a bar in one for an end that took something away, a ring with a dot for now, an empty ring for next. */
function StepShape({ state, end, turning }: { state: Step['state']; end: boolean; turning: boolean }) {
  return (
    <svg viewBox="0 0 24 24" className="relative size-6" aria-hidden="true" fill="none">
      {end && state === 'done' ? (
        <>
          <circle cx="12" cy="12" r="9" className="fill-muted" />
          <path d="M8 12h8" className="stroke-paper" strokeWidth="2" strokeLinecap="round" />
        </>
      ) : state === 'done' ? (
        <>
          <circle cx="12" cy="12" r="9" className="fill-brand" />
          <path
            d="m8 12.3 2.8 2.7L16 9.5"
            className="stroke-on-brand"
            strokeWidth="2"
            strokeLinecap="round"
          />
        </>
      ) : state === 'now' ? (
        <>
          <circle cx="12" cy="12" r="9" className="stroke-line" strokeWidth="2" />
          <path
            d="M12 3a9 9 0 0 1 9 9"
            className={clsx('origin-center stroke-brand', turning && 'progress-mark')}
            strokeWidth="2"
            strokeLinecap="round"
          />
          <circle cx="12" cy="12" r="3.5" className="fill-brand" />
        </>
      ) : (
        <circle cx="12" cy="12" r="8" className="stroke-control" strokeWidth="1.5" />
      )}
    </svg>
  );
}
