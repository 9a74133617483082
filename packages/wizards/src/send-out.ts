import { address, choice, decimal, done, moving, price, question, review } from './step.ts';
import { type EventOf, type WizardStateOf, wizard } from './wizard.ts';

/** Sending to an address on a network. The address says on which, so what is asked next is only what to send there. */
export const sendOutWizard = wizard({
  name: 'send_out',
  steps: [
    question('address_selection', 'to', address),
    question('asset_selection', 'asset', choice('USDC', 'BTC', 'ETH', 'SOL', 'SUI')),
    question('amount_selection', 'amount', decimal),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});

export type SendOutState = WizardStateOf<typeof sendOutWizard>;
export type SendOutEvent = EventOf<typeof sendOutWizard>;
