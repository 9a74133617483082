import { balance, choice, decimal, done, moving, price, question, review } from './step.ts';
import { type EventOf, type StepOf, type WizardStateOf, wizard } from './wizard.ts';

/** Adding money, as the person walks it. */
export const addFunds = wizard({
  name: 'add_funds',
  steps: [
    question('amount_selection', 'amount', decimal),
    question('arrival_selection', 'to', balance),
    question('payment_method', 'method', choice('card', 'apple_pay', 'google_pay', 'bank', 'wire')),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});

export type AddFundsStep = StepOf<typeof addFunds>;
export type AddFundsState = WizardStateOf<typeof addFunds>;
export type AddFundsEvent = EventOf<typeof addFunds>;
