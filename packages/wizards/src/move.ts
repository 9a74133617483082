import { balance, decimal, done, moving, price, question, review } from './step.ts';
import { type EventOf, type WizardStateOf, wizard } from './wizard.ts';

/** Moving money between a person's own balances, as they walk it. */
export const moveWizard = wizard({
  name: 'move',
  steps: [
    question('source_selection', 'from', balance),
    question('target_selection', 'to', balance, { unlike: 'from' }),
    question('amount_selection', 'amount', decimal),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});

export type MoveState = WizardStateOf<typeof moveWizard>;
export type MoveEvent = EventOf<typeof moveWizard>;
