import { aside, choice, decimal, done, id, moving, price, question, review, strategy } from './step.ts';
import { type EventOf, type WizardStateOf, wizard } from './wizard.ts';

/** For how many days people may look ahead. It is shown what could become of it by then, and nothing else hangs on it. */
export const HORIZONS = ['30', '90', '365', '1095'] as const;

const horizon = aside('amount_selection', 'horizon', choice(...HORIZONS));

/**
 * For how many hours at most people may have a lower fee of the network waited for, once it is confirmed; who says nothing, or none, has it
 * sent at once.
 */
export const FEE_WAITS = ['0', '1', '6', '24'] as const;

const feeWait = aside('fee_confirmation', 'feeWait', choice(...FEE_WAITS));

const closing = [
  price('fee_confirmation', 'fees'),
  review('final_review', 'review'),
  moving('processing'),
  done('completion', 'done'),
] as const;

/** Putting something of the DEFI balance into a strategy; the amount is in the strategy's asset. */
export const startWizard = wizard({
  name: 'start',
  steps: [
    question('strategy_selection', 'strategy', strategy),
    question('amount_selection', 'amount', decimal),
    horizon,
    feeWait,
    ...closing,
  ] as const,
});

/** Taking all that lies in one position out again. */
export const stopWizard = wizard({
  name: 'stop',
  steps: [question('position_selection', 'position', id), feeWait, ...closing] as const,
});

/** Adding money and putting it into a strategy, with whatever is to be done between; the amount is what is paid in US dollars. */
export const journeyWizard = wizard({
  name: 'journey',
  steps: [
    question('strategy_selection', 'strategy', strategy),
    question('amount_selection', 'amount', decimal),
    question('payment_method', 'method', choice('card', 'apple_pay', 'google_pay', 'bank', 'wire')),
    ...closing,
  ] as const,
});

/** Going on with what a journey did not do, or bringing back what it did: either for a price of its own. */
export const goOnWizard = wizard({
  name: 'go_on',
  steps: [
    question('journey_selection', 'journey', id),
    question('way_selection', 'way', choice('go_on', 'bring_back')),
    ...closing,
  ] as const,
});

export type GoOnState = WizardStateOf<typeof goOnWizard>;
export type StartState = WizardStateOf<typeof startWizard>;
export type StartEvent = EventOf<typeof startWizard>;
export type StopState = WizardStateOf<typeof stopWizard>;
export type StopEvent = EventOf<typeof stopWizard>;
export type JourneyState = WizardStateOf<typeof journeyWizard>;
export type JourneyEvent = EventOf<typeof journeyWizard>;
