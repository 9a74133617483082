import type { SendEvent, SendState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { SendAmountStep } from './amount-step.tsx';
import { SendFeesStep } from './fees-step.tsx';
import { SendRecipientStep } from './recipient-step.tsx';
import { SendReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'send'> = {
  ...FLOWS.send,
  name: 'send',
  shared: { step: 'recipient_selection', into: 'send_out' },
  screens: {
    recipient_selection: SendRecipientStep,
    amount_selection: SendAmountStep,
    fee_confirmation: SendFeesStep,
    final_review: SendReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/send/$draftId/$step');

/** The wizard for sending money to another person. */
export function SendPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: SendEvent,
  { state, t, region }: { state: SendState; t: Text; region: string },
): string | null {
  const amount = (value: string): string =>
    moneyText({ asset: 'USDC', amount: value }, region, { exact: true });
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount) {
    return t('wizard.changed.amount', { mine: amount(mine.amount), newest: amount(state.amount) });
  }
  if (mine.type === 'to_chosen' && state.to !== null && mine.to !== state.to) {
    return t('send.changed.to', { mine: mine.to, newest: state.to });
  }
  return null;
}
