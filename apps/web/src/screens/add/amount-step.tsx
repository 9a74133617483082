import { AmountQuestion } from '../../steps/amount-question.tsx';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';

/** How much, within the limits. */
export function AmountStep({ state, goOn }: AddStepProps) {
  const t = useText();
  return (
    <AmountQuestion
      wizard="add_funds"
      title={t('amount.title')}
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
