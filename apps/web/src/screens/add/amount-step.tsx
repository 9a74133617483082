import { AmountQuestion } from '../../steps/amount-question.tsx';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { CurrencyAside } from './currency-aside.tsx';

/** How much, within the limits. */
export function AmountStep({ state, goOn, take }: AddStepProps) {
  const t = useText();
  return (
    <AmountQuestion
      wizard="add_funds"
      title={t('amount.title')}
      begin={state.amount}
      paidIn={state.currency ?? 'USD'}
      besides={<CurrencyAside state={state} take={take} />}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
