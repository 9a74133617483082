import { BALANCE_TYPES } from '../../steps/balance-choice.ts';
import { BalanceChoices } from './balance-choices.tsx';
import type { MoveStepProps } from './move-step.ts';

/** From which balance. */
export function MoveSourceStep({ state, goOn }: MoveStepProps) {
  return <BalanceChoices question="from" of={BALANCE_TYPES} begin={state.from} goOn={goOn} />;
}
