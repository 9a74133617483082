import type { AnswersOf, addFunds, StepOf } from '@diboas/wizards';
import type { StepProps } from '../../wizard/wizard-step.ts';

/** What each screen of adding money is given. */
export type AddStepProps = StepProps<StepOf<typeof addFunds>, AnswersOf<typeof addFunds>>;
