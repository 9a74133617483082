import { decimal, done, email, moving, price, question, review } from './step.ts';
import { type EventOf, type WizardStateOf, wizard } from './wizard.ts';

/** Sending money to another person, as the one who sends it walks it. */
export const sendWizard = wizard({
  name: 'send',
  steps: [
    question('recipient_selection', 'to', email),
    question('amount_selection', 'amount', decimal),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});

export type SendState = WizardStateOf<typeof sendWizard>;
export type SendEvent = EventOf<typeof sendWizard>;
