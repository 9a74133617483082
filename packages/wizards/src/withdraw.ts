import { choice, decimal, done, id, moving, price, question, review } from './step.ts';
import { type EventOf, type WizardStateOf, wizard } from './wizard.ts';

/** Taking money out to a bank account of one's own, as a provider knows it: no number of it is ever asked for here. */
export const withdrawWizard = wizard({
  name: 'withdraw',
  steps: [
    question('account_selection', 'account', id),
    question('amount_selection', 'amount', decimal),
    question('method_selection', 'method', choice('ach', 'ach_same_day', 'wire')),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});

export type WithdrawState = WizardStateOf<typeof withdrawWizard>;
export type WithdrawEvent = EventOf<typeof withdrawWizard>;
