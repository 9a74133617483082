import type { StrategyView } from '@diboas/protocol';
import { TitledStep } from '../../steps/titled-step.tsx';
import { OnceStrategy } from '../../strategies/once-strategy.tsx';
import { useText } from '../../words/text.ts';
import { type JourneyStepProps, useJourneyQuote } from './journey-step.ts';
import { LegsPriceSheet } from './legs-price-sheet.tsx';

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
  return <LegsPriceSheet wizard="journey" {...props} price={useJourneyQuote(props)} />;
}
