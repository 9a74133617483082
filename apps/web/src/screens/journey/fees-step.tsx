import type { StrategyView } from '@diboas/protocol';
import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { OnceStrategy } from '../../strategies/once-strategy.tsx';
import { useText } from '../../words/text.ts';
import { type JourneyStepProps, useJourneyQuote } from './journey-step.ts';
import { LegPrices } from './leg-prices.tsx';

/** What all of it costs, and each part. */
export function JourneyFeesStep(props: JourneyStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <OnceStrategy id={props.state.strategy}>
        {(strategy) => <Price {...props} strategy={strategy} />}
      </OnceStrategy>
    </TitledStep>
  );
}

function Price(props: JourneyStepProps & { readonly strategy: StrategyView }) {
  const price = useJourneyQuote(props);
  return (
    <div className="flex flex-col gap-8">
      <LegPrices quote={price.quote} />
      <PriceSheet wizard="journey" price={price} goOn={props.goOn}>
        <OtherAnswers wizard="journey" draftId={props.draftId} />
      </PriceSheet>
    </div>
  );
}
