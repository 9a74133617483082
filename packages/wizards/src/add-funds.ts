import { aside, balance, choice, decimal, done, moving, price, question, review } from './step.ts';
import { type EventOf, type StepOf, type WizardStateOf, wizard } from './wizard.ts';

/** What may arrive, and where, as a draft says it. The first is what arrives where nobody says anything. */
export const ADD_FUNDS_ARRIVALS = [
  'USDC:solana',
  'USDC:ethereum',
  'USDC:sui',
  'BTC:bitcoin',
  'ETH:ethereum',
  'SOL:solana',
  'SUI:sui',
] as const;

/** Adding money, as the person walks it. */
export const addFunds = wizard({
  name: 'add_funds',
  steps: [
    question('amount_selection', 'amount', decimal),
    aside('amount_selection', 'currency', choice('USD', 'EUR')),
    question('arrival_selection', 'to', balance),
    aside('arrival_selection', 'goods', choice(...ADD_FUNDS_ARRIVALS)),
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
