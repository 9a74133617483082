import type { StrategyView } from '@diboas/protocol';
import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { Approval } from '../../strategies/approval.tsx';
import { OnceStrategy } from '../../strategies/once-strategy.tsx';
import { strategyName } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type JourneyStepProps, useJourneyQuote } from './journey-step.ts';
import { LegPrices } from './leg-prices.tsx';

/** All of it once more, part by part, before it is confirmed once. */
export function JourneyReviewStep(props: JourneyStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('review.title')}>
      <OnceStrategy id={props.state.strategy}>
        {(strategy) => <Review {...props} strategy={strategy} />}
      </OnceStrategy>
    </TitledStep>
  );
}

function Review(props: JourneyStepProps & { readonly strategy: StrategyView }) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useJourneyQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  const strategy = state.strategy ?? '';
  const { quote } = price;
  // What the last part takes, which is what its contract may take.
  const last = quote?.operation === 'JOURNEY' ? quote.legs.at(-1) : undefined;
  return (
    <div className="flex flex-col gap-6">
      <LegPrices quote={quote} />
      {last ? (
        <Approval strategy={strategy} amount={last.pay.amount} network={props.strategy.network} />
      ) : null}
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="journey"
        answersOf={({ pay }) => [
          { answer: 'strategy', label: t('strategy.label'), value: strategyName(strategy) },
          { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
          { answer: 'method', label: t('review.method'), value: t(`method.${state.method}`) },
        ]}
      />
    </div>
  );
}
