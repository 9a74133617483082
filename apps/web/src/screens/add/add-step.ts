import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of adding money is given. */
export type AddStepProps = StepPropsOf<'add_funds'>;
