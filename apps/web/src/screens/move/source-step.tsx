import { BalanceChoices } from './balance-choices.tsx';
import { BALANCE_TYPES, type MoveStepProps } from './move-step.ts';

/** From which balance. */
export function MoveSourceStep({ state, goOn }: MoveStepProps) {
  return <BalanceChoices question="from" of={BALANCE_TYPES} begin={state.from} goOn={goOn} />;
}
