import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { wholePlaceText } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { useWithdrawQuote, type WithdrawStepProps } from './withdraw-step.ts';

/** To which account, how much and how, before it is confirmed. */
export function WithdrawReviewStep(props: WithdrawStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useWithdrawQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="withdraw"
        answersOf={({ pay, to }) => [
          { answer: 'account', label: t('review.to'), value: wholePlaceText(to, t) },
          { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
          { answer: 'method', label: t('withdraw.by'), value: t(`payout.${state.method}`) },
        ]}
      />
    </TitledStep>
  );
}
