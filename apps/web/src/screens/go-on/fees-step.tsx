import type { QuoteRequest } from '@diboas/protocol';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { LegsPriceSheet } from '../journey/legs-price-sheet.tsx';
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
  return <LegsPriceSheet wizard="go_on" {...props} price={useGoOnQuote(props)} />;
}
