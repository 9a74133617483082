import { BALANCE_TYPES } from '../../steps/balance-choice.ts';
import { BalanceChoices } from './balance-choices.tsx';
import type { MoveStepProps } from './move-step.ts';

/** To which of the others. */
export function MoveTargetStep({ state, goOn }: MoveStepProps) {
  const others = BALANCE_TYPES.filter((type) => type !== state.from);
  return <BalanceChoices question="to" of={others} begin={state.to} goOn={goOn} />;
}
