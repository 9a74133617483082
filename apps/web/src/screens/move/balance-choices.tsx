import type { BalanceTypeView } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId } from '@diboas/ui';
import { useState } from 'react';
import { ShownMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { balanceChoice } from '../../steps/balance-choice.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useAvailable } from '../../steps/use-available.ts';
import { useText } from '../../words/text.ts';
import type { MoveStepProps } from './move-step.ts';

/** Asks for one of the person's balances, each with what can be used of it. */
export function BalanceChoices({
  question,
  of,
  begin,
  goOn,
}: Pick<MoveStepProps, 'goOn'> & {
  question: 'from' | 'to';
  of: readonly BalanceTypeView[];
  /** What was answered before. */
  begin: BalanceTypeView | null;
}) {
  const t = useText();
  const [chosen, setChosen] = useState(begin);
  const { available, error, refetch } = useAvailable('move');
  const choices = of.map((type): Choice<BalanceTypeView> => {
    const value = available(type);
    return {
      ...balanceChoice(type, t),
      ...(value ? { figure: <ShownMoney value={value} /> } : {}),
    };
  });
  const there = chosen === null || question === 'to' ? null : available(chosen);
  const isEmpty = there !== null && isZero(there.amount);
  const answer =
    chosen === null || isEmpty
      ? null
      : question === 'from'
        ? ({ type: 'from_chosen', from: chosen } as const)
        : ({ type: 'to_chosen', to: chosen } as const);
  return (
    <QuestionForm
      title={t(`move.${question}.title`)}
      fieldId={firstChoiceId(question, choices)}
      answer={answer}
      fault={
        isEmpty ? t('move.from.empty', { from: t(`balance.type.${chosen}`) }) : t(`move.${question}.fault`)
      }
      goOn={goOn}
    >
      {(fault) => (
        <>
          <ChoiceList
            name={question}
            legend={t(`move.${question}.title`)}
            choices={choices}
            chosen={chosen}
            fault={fault}
            onChoose={setChosen}
          />
          {error ? <FailedPart what="balance" error={error} onRetry={refetch} /> : null}
        </>
      )}
    </QuestionForm>
  );
}
