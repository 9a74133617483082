import { AvailableAmount } from '../../steps/available-amount.tsx';
import { useText } from '../../words/text.ts';
import type { MoveStepProps } from './move-step.ts';

/** How much of what the first balance has. */
export function MoveAmountStep({ state, goOn }: MoveStepProps) {
  const t = useText();
  return (
    <AvailableAmount
      title={t('move.amount.title')}
      of={state.from ?? 'BANKING'}
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
