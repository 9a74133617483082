import type { MoveEvent, MoveState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { MoveAmountStep } from './amount-step.tsx';
import { MoveFeesStep } from './fees-step.tsx';
import { MoveReviewStep } from './review-step.tsx';
import { MoveSourceStep } from './source-step.tsx';
import { MoveTargetStep } from './target-step.tsx';

const FLOW: FlowOf<'move'> = {
  ...FLOWS.move,
  name: 'move',
  screens: {
    source_selection: MoveSourceStep,
    target_selection: MoveTargetStep,
    amount_selection: MoveAmountStep,
    fee_confirmation: MoveFeesStep,
    final_review: MoveReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/move/$draftId/$step');

/** The wizard for moving money between one's own balances. */
export function MovePage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: MoveEvent,
  { state, t, region }: { state: MoveState; t: Text; region: string },
): string | null {
  const amount = (value: string): string =>
    moneyText({ asset: 'USDC', amount: value }, region, { exact: true });
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount) {
    return t('wizard.changed.amount', { mine: amount(mine.amount), newest: amount(state.amount) });
  }
  return null;
}
