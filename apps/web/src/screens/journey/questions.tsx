import { AmountQuestion } from '../../steps/amount-question.tsx';
import { PoolNote } from '../../strategies/pool-note.tsx';
import { StrategyQuestion, useStrategy } from '../../strategies/strategy-question.tsx';
import { strategyName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import { MethodQuestion } from '../add/method-step.tsx';
import { goodsFor, type JourneyStepProps } from './journey-step.ts';

/** Into which strategy. */
export function JourneyStrategyStep({ state, goOn }: JourneyStepProps) {
  return (
    <StrategyQuestion
      begin={state.strategy}
      answerOf={(strategy) => ({ type: 'strategy_chosen', strategy })}
      goOn={goOn}
    />
  );
}

/** How much is added for it. */
export function JourneyAmountStep({ state, goOn }: JourneyStepProps) {
  const t = useText();
  return (
    <AmountQuestion
      wizard="add_funds"
      title={t('journey.amount', { strategy: strategyName(state.strategy ?? '') })}
      begin={state.amount}
      about={() => <PoolNote strategy={state.strategy} />}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}

/** How it is paid; what the parts after that cost is told with the whole price. */
export function JourneyMethodStep({ state, goOn }: JourneyStepProps) {
  const strategy = useStrategy(state.strategy);
  const goods = strategy ? goodsFor(strategy) : null;
  return (
    <MethodQuestion
      asked={{ amount: state.amount, to: 'BANKING', currency: null, goods }}
      begin={state.method}
      answerOf={(method) => ({ type: 'method_chosen', method })}
      goOn={goOn}
    />
  );
}
