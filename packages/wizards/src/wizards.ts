import { addFunds } from './add-funds.ts';
import { goOnWizard, journeyWizard, startWizard, stopWizard } from './earn.ts';
import { moveWizard } from './move.ts';
import { sendWizard } from './send.ts';
import { sendOutWizard } from './send-out.ts';
import { buyWizard, sellWizard } from './trade.ts';
import { withdrawWizard } from './withdraw.ts';
import type { EventOf, WizardStateOf } from './wizard.ts';

/**
 * Every wizard that people may walk, by the name that its drafts bear. One more is one line: the wire, the server's
 * drafts and the list of the web's flows are made from this table or do not compile without it.
 */
export const WIZARDS = {
  add_funds: addFunds,
  move: moveWizard,
  send: sendWizard,
  send_out: sendOutWizard,
  withdraw: withdrawWizard,
  buy: buyWizard,
  sell: sellWizard,
  start: startWizard,
  stop: stopWizard,
  journey: journeyWizard,
  go_on: goOnWizard,
} as const satisfies {
  readonly [Name in string]: { readonly name: Name };
};

export type WizardName = keyof typeof WIZARDS;
/** The states of each wizard, by its name. */
export type WizardStates = { readonly [Name in WizardName]: WizardStateOf<(typeof WIZARDS)[Name]> };
/** The events of each wizard, by its name. */
export type WizardEvents = { readonly [Name in WizardName]: EventOf<(typeof WIZARDS)[Name]> };
