import type { QuoteRequest } from '@diboas/protocol';
import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { LegPrices } from '../journey/leg-prices.tsx';
import { type GoOnStepProps, useGoOnQuote } from './go-on-step.ts';
import { OnceKnown } from './once-known.tsx';

/** Which way, and all of it once more, before it is confirmed. */
export function GoOnReviewStep(props: GoOnStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('review.title')}>
      <OnceKnown {...props}>{(request) => <Review {...props} request={request} />}</OnceKnown>
    </TitledStep>
  );
}

function Review(props: GoOnStepProps & { readonly request: QuoteRequest }) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useGoOnQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <div className="flex flex-col gap-6">
      <LegPrices quote={price.quote} />
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="go_on"
        answersOf={({ pay }) => [
          { answer: 'way', label: t('goOn.label'), value: state.way ? t(`goOn.way.${state.way}`) : '' },
          // What is there is what it begins with.
          {
            answer: 'amount',
            at: 'way',
            label: t('review.amount'),
            value: <WholeMoney value={pay.amount} />,
          },
        ]}
      />
    </div>
  );
}
