import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { Approval } from '../../strategies/approval.tsx';
import { reviewedFeeWait } from '../../strategies/fee-wait-choice.tsx';
import { strategyName } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type StartStepProps, useStartQuote } from './start-step.ts';

/** Into what, how much, and what is allowed for it, before it is confirmed. */
export function StartReviewStep(props: StartStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useStartQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  const strategy = state.strategy ?? '';
  return (
    <TitledStep title={t('review.title')}>
      <div className="flex flex-col gap-6">
        {price.quote ? (
          <Approval
            strategy={strategy}
            amount={price.quote.pay.amount}
            network={price.quote.receive.network}
          />
        ) : null}
        <ReviewSheet
          {...{ draftId, state, unsaved, price, submit }}
          wizard="start"
          answersOf={({ pay, ...quote }) => [
            { answer: 'strategy', label: t('strategy.label'), value: strategyName(strategy) },
            { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
            ...(quote.operation === 'START_STRATEGY' ? reviewedFeeWait(quote.feeWait, t) : []),
          ]}
        />
      </div>
    </TitledStep>
  );
}
