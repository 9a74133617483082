import type { WithdrawEvent, WithdrawState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { WithdrawAccountStep } from './account-step.tsx';
import { WithdrawAmountStep } from './amount-step.tsx';
import { WithdrawFeesStep } from './fees-step.tsx';
import { WithdrawMethodStep } from './method-step.tsx';
import { WithdrawReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'withdraw'> = {
  ...FLOWS.withdraw,
  name: 'withdraw',
  screens: {
    account_selection: WithdrawAccountStep,
    amount_selection: WithdrawAmountStep,
    method_selection: WithdrawMethodStep,
    fee_confirmation: WithdrawFeesStep,
    final_review: WithdrawReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/withdraw/$draftId/$step');

/** The wizard for taking money out to a bank account. */
export function WithdrawPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: WithdrawEvent,
  { state, t, region }: { state: WithdrawState; t: Text; region: string },
): string | null {
  const amount = (value: string): string =>
    moneyText({ asset: 'USDC', amount: value }, region, { exact: true });
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount) {
    return t('wizard.changed.amount', { mine: amount(mine.amount), newest: amount(state.amount) });
  }
  return null;
}
