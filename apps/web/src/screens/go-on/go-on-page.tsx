import { getRouteApi } from '@tanstack/react-router';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import { GoOnFeesStep } from './fees-step.tsx';
import { GoOnJourneyStep, GoOnWayStep } from './questions.tsx';
import { GoOnReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'go_on'> = {
  ...FLOWS.go_on,
  name: 'go_on',
  screens: {
    journey_selection: GoOnJourneyStep,
    way_selection: GoOnWayStep,
    fee_confirmation: GoOnFeesStep,
    final_review: GoOnReviewStep,
    processing: null,
    completion: null,
  },
  conflictText: () => null,
};

const route = getRouteApi('/signed-in/go-on/$draftId/$step');

/** The wizard for going on with a journey that stopped, or bringing back what it did. */
export function GoOnPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}
