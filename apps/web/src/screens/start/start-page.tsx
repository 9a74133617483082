import type { StartEvent, StartState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { StartAmountStep } from './amount-step.tsx';
import { StartFeesStep } from './fees-step.tsx';
import { StartReviewStep } from './review-step.tsx';
import { StartStrategyStep } from './strategy-step.tsx';

const FLOW: FlowOf<'start'> = {
  ...FLOWS.start,
  name: 'start',
  screens: {
    strategy_selection: StartStrategyStep,
    amount_selection: StartAmountStep,
    fee_confirmation: StartFeesStep,
    final_review: StartReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/start/$draftId/$step');

/** The wizard for putting something into a strategy. */
export function StartPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(mine: StartEvent, { state, t }: { state: StartState; t: Text }): string | null {
  if (mine.type !== 'amount_chosen' || state.amount === null || mine.amount === state.amount) return null;
  return t('wizard.changed.amount', { mine: mine.amount, newest: state.amount });
}
