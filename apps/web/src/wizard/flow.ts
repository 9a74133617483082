import type { DraftView } from '@diboas/protocol';
import {
  type AnswersShape,
  addFunds,
  type Wizard,
  type WizardEvent,
  type WizardState,
} from '@diboas/wizards';
import type { ReactNode } from 'react';
import type { Text } from '../words/text.ts';
import type { StepProps } from './wizard-step.ts';

/** Every wizard that a person may walk, by the name that its drafts bear, with the address of its steps. */
export const FLOWS = {
  add_funds: { wizard: addFunds, path: '/add/$draftId/$step' },
} as const satisfies Record<
  DraftView['wizard'],
  { readonly wizard: { readonly name: string }; readonly path: string }
>;

export type FlowName = keyof typeof FLOWS;
export type FlowPath = (typeof FLOWS)[FlowName]['path'];

export type Screen<Step extends string, Answers extends AnswersShape> = (
  props: StepProps<Step, Answers>,
) => ReactNode;

/** What the frame has to know of one wizard: its table, its address, a screen for each step, and a few words. */
export interface Flow<Step extends string, Answers extends AnswersShape> {
  readonly name: FlowName;
  readonly wizard: Wizard<Step, Answers>;
  readonly path: FlowPath;
  /** Null for what is watched on the page of the transaction. */
  readonly screens: { readonly [One in Step]: Screen<Step, Answers> | null };
  /** What another tab or device chose, beside what was entered here; null where the general words will do. */
  conflictText(
    mine: WizardEvent<Step, Answers>,
    given: { readonly state: WizardState<Step, Answers>; readonly t: Text; readonly region: string },
  ): string | null;
}
