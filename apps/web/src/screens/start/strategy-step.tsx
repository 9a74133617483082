import { StrategyQuestion } from '../../strategies/strategy-question.tsx';
import type { StartStepProps } from './start-step.ts';

/** Into which strategy. */
export function StartStrategyStep({ state, goOn }: StartStepProps) {
  return (
    <StrategyQuestion
      begin={state.strategy}
      answerOf={(strategy) => ({ type: 'strategy_chosen', strategy })}
      goOn={goOn}
    />
  );
}
