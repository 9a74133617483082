import { type TradedView, traded } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId } from '@diboas/ui';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { useState } from 'react';
import { isZero } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useAvailable } from '../../steps/use-available.ts';
import { useOperation } from '../../wizard/use-operation.ts';
import type { StepProps } from '../../wizard/wizard-step.ts';
import { useText } from '../../words/text.ts';
import { PriceNow } from '../../worth/price-now.tsx';

const NAME = 'coin';

/** What, each with its price now and the time of that; of what is sold, those that are there with how much of each. */
export function CoinQuestion<Step extends string, Answers extends AnswersShape>({
  wizard,
  begin,
  answerOf,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  wizard: 'buy' | 'sell';
  /** What was answered before. */
  begin: TradedView | null;
  answerOf: (coin: TradedView) => WizardEvent<Step, Answers>;
}) {
  const t = useText();
  const money = useMoneyText();
  const { available } = useAvailable(wizard);
  const [picked, setPicked] = useState(begin);
  const offered = useOperation(wizard)?.traded ?? traded.options;
  const choices = offered.flatMap((coin): Choice<TradedView>[] => {
    const held = available('INVESTING', { asset: coin });
    if (wizard === 'sell' && held && isZero(held.amount)) return [];
    const note = wizard === 'sell' && held ? t('trade.coin.held', { amount: money(held) }) : coin;
    return [{ value: coin, words: t(`asset.${coin}`), note, figure: <PriceNow coin={coin} /> }];
  });
  const chosen = choices.find(({ value }) => value === picked)?.value ?? null;
  const title = t(`trade.coin.title.${wizard}`);
  return (
    <QuestionForm
      title={title}
      fieldId={firstChoiceId(NAME, choices)}
      answer={chosen === null ? null : answerOf(chosen)}
      fault={t('trade.coin.fault')}
      isOpen={choices.length > 0}
      goOn={goOn}
    >
      {(fault) => (
        <ChoiceList name={NAME} legend={title} {...{ choices, chosen, fault }} onChoose={setPicked} />
      )}
    </QuestionForm>
  );
}
