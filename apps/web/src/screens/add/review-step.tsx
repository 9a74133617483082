import { ShownMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { placeText } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { useAddQuote } from './quote-request.ts';

/** How much is added and how it is paid, before it is confirmed. */
export function ReviewStep(props: AddStepProps) {
  const t = useText();
  const price = useAddQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <ReviewSheet
        wizard="add_funds"
        draftId={props.draftId}
        state={props.state}
        unsaved={props.unsaved}
        price={price}
        submit={submit}
        answersOf={({ pay, from, to }) => [
          { answer: 'amount', label: t('review.amount'), value: <ShownMoney value={pay.amount} /> },
          { answer: 'to', label: t('review.arrivesIn'), value: placeText(to, t) },
          ...(from.kind === 'payment'
            ? [{ answer: 'method', label: t('review.method'), value: t(`method.${from.method}`) } as const]
            : []),
        ]}
      />
    </TitledStep>
  );
}
