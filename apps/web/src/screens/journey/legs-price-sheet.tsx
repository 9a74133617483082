import type { AnswersShape } from '@diboas/wizards';
import type { ComponentProps } from 'react';
import { OtherAnswers } from '../../steps/other-answers.tsx';
import { type DraftPrice, PriceSheet } from '../../steps/price-sheet.tsx';
import type { StepProps } from '../../wizard/wizard-step.ts';
import { LegPrices } from './leg-prices.tsx';

/** What several things under one confirmation cost, each and all of them. */
export function LegsPriceSheet<Step extends string, Answers extends AnswersShape>({
  wizard,
  draftId,
  price,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> &
  Pick<ComponentProps<typeof OtherAnswers>, 'wizard' | 'draftId'> & { readonly price: DraftPrice }) {
  return (
    <div className="flex flex-col gap-8">
      <LegPrices quote={price.quote} />
      <PriceSheet wizard={wizard} price={price} goOn={goOn}>
        <OtherAnswers wizard={wizard} draftId={draftId} />
      </PriceSheet>
    </div>
  );
}
