import type { Outcome } from '@diboas/kernel';
import type { AddFundsEvent, AddFundsState } from '@diboas/wizards';
import type { DraftRefusal } from './draft-sync.ts';

/** What each step of the wizard is given. */
export interface StepProps {
  readonly state: AddFundsState;
  /** Some answer is not on the server yet. */
  readonly unsaved: boolean;
  /** The same, asked after the page was drawn. */
  readonly isSaved: () => boolean;
  /** Takes the event and, when it was taken, shows the step that it leads to. */
  readonly goOn: (event: AddFundsEvent) => Promise<Outcome<AddFundsState, DraftRefusal>>;
  /** Ends the wizard on the page of the transaction it made; Back leads from there to where the wizard began. */
  readonly leave: (transactionId: string) => Promise<void>;
  /** Takes the event and stays. */
  readonly take: (event: AddFundsEvent) => Promise<Outcome<AddFundsState, DraftRefusal>>;
}
