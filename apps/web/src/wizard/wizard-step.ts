import type { Outcome } from '@diboas/kernel';
import type {
  AnswersOf,
  AnswersShape,
  StepOf,
  WIZARDS,
  WizardEvent,
  WizardName,
  WizardState,
} from '@diboas/wizards';
import type { DraftRefusal } from './draft-sync.ts';

/** What each step of a wizard is given. */
export interface StepProps<Step extends string, Answers extends AnswersShape> {
  readonly draftId: string;
  readonly state: WizardState<Step, Answers>;
  /** Some answer is not on the server yet. */
  readonly unsaved: boolean;
  /** The same, asked after the page was drawn. */
  readonly isSaved: () => boolean;
  /** Takes the event and, when it was taken, shows the step that it leads to. */
  readonly goOn: Take<Step, Answers>;
  /** Ends the wizard on the page of the transaction it made; Back leads from there to where the wizard began. */
  readonly leave: (transactionId: string) => Promise<void>;
  /** Takes the event and stays. */
  readonly take: Take<Step, Answers>;
}

/** What each step of the wizard of this name is given. */
export type StepPropsOf<Name extends WizardName> = StepProps<
  StepOf<(typeof WIZARDS)[Name]>,
  AnswersOf<(typeof WIZARDS)[Name]>
>;

type Take<Step extends string, Answers extends AnswersShape> = (
  event: WizardEvent<Step, Answers>,
) => Promise<Outcome<WizardState<Step, Answers>, DraftRefusal>>;
