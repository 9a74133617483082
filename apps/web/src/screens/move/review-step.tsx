import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type MoveStepProps, useMoveQuote } from './move-step.ts';

/** From where to where and how much, before it is confirmed. */
export function MoveReviewStep(props: MoveStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useMoveQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="move"
        answersOf={({ pay }) => [
          { answer: 'from', label: t('review.from'), value: t(`balance.type.${state.from}`) },
          { answer: 'to', label: t('review.to'), value: t(`balance.type.${state.to}`) },
          { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
        ]}
      />
    </TitledStep>
  );
}
