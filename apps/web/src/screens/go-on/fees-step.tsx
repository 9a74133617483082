import type { QuoteRequest } from '@diboas/protocol';
import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { LegPrices } from '../journey/leg-prices.tsx';
import { type GoOnStepProps, useGoOnQuote } from './go-on-step.ts';
import { OnceKnown } from './once-known.tsx';

/** What it costs, all of it and each part. */
export function GoOnFeesStep(props: GoOnStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <OnceKnown {...props}>{(request) => <Price {...props} request={request} />}</OnceKnown>
    </TitledStep>
  );
}

function Price(props: GoOnStepProps & { readonly request: QuoteRequest }) {
  const price = useGoOnQuote(props);
  return (
    <div className="flex flex-col gap-8">
      <LegPrices quote={price.quote} />
      <PriceSheet wizard="go_on" price={price} goOn={props.goOn}>
        <OtherAnswers wizard="go_on" draftId={props.draftId} />
      </PriceSheet>
    </div>
  );
}
