import { AmountQuestion } from '../../steps/amount-question.tsx';
import { useText } from '../../words/text.ts';
import { useWithdrawFrom, type WithdrawStepProps } from './withdraw-step.ts';

/** How much of what is there. */
export function WithdrawAmountStep({ state, goOn }: WithdrawStepProps) {
  const t = useText();
  const network = useWithdrawFrom();
  return (
    <AmountQuestion
      wizard="withdraw"
      title={t('withdraw.amount.title')}
      of="BANKING"
      leaves
      kept={{ asset: 'USDC', network }}
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
