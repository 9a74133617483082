import { AmountQuestion } from '../../steps/amount-question.tsx';
import { useText } from '../../words/text.ts';
import type { MoveStepProps } from './move-step.ts';

/** How much of what the first balance has. */
export function MoveAmountStep({ state, goOn }: MoveStepProps) {
  const t = useText();
  return (
    <AmountQuestion
      wizard="move"
      title={t('move.amount.title')}
      of={state.from ?? 'BANKING'}
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
