import type { JourneyEvent, JourneyState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { JourneyFeesStep } from './fees-step.tsx';
import { JourneyAmountStep, JourneyMethodStep, JourneyStrategyStep } from './questions.tsx';
import { JourneyReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'journey'> = {
  ...FLOWS.journey,
  name: 'journey',
  screens: {
    strategy_selection: JourneyStrategyStep,
    amount_selection: JourneyAmountStep,
    payment_method: JourneyMethodStep,
    fee_confirmation: JourneyFeesStep,
    final_review: JourneyReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/journey/$draftId/$step');

/** The wizard for adding money and putting it into a strategy under one confirmation. */
export function JourneyPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: JourneyEvent,
  { state, t, region }: { state: JourneyState; t: Text; region: string },
): string | null {
  const told = (amount: string): string => moneyText({ asset: 'USD', amount }, region);
  if (mine.type !== 'amount_chosen' || state.amount === null || mine.amount === state.amount) return null;
  return t('wizard.changed.amount', { mine: told(mine.amount), newest: told(state.amount) });
}
