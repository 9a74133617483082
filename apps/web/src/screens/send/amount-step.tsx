import { AmountQuestion } from '../../steps/amount-question.tsx';
import { useText } from '../../words/text.ts';
import { type SendStepProps, useRecipient } from './send-step.ts';

/** How much of what is there. */
export function SendAmountStep({ state, goOn }: SendStepProps) {
  const t = useText();
  const recipient = useRecipient(state.to);
  return (
    <AmountQuestion
      wizard="send"
      title={t('send.amount.title', { who: recipient?.name ?? state.to ?? '' })}
      of="BANKING"
      leaves
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
