import { type Outcome, refuse } from '@diboas/kernel';
import { WIZARDS, type WizardEvents, type WizardName, type WizardStates } from '@diboas/wizards';
import type { DraftEventRequest, DraftView } from './drafts.ts';

/** What a draft needs of its wizard. */
type Walks = {
  readonly [Name in WizardName]: {
    next(state: WizardStates[Name], event: WizardEvents[Name]): Outcome<WizardStates[Name], 'illegal_step'>;
  };
};
const walks: Walks = WIZARDS;

/** The state that a draft goes on to; an event for another wizard is no step of this one. */
export function stepOn<Name extends WizardName>(
  draft: DraftView,
  { wizard, event }: DraftEventRequest<Name>,
): Outcome<WizardStates[Name], 'illegal_step'> {
  return isOf(draft, wizard) ? walks[wizard].next(draft.state, event) : refuse('illegal_step');
}

function isOf<Name extends WizardName>(draft: DraftView, name: Name): draft is DraftView & DraftView<Name> {
  return draft.wizard === name;
}
