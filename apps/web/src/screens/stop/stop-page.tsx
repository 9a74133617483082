import { getRouteApi } from '@tanstack/react-router';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import { StopFeesStep } from './fees-step.tsx';
import { StopPositionStep } from './position-step.tsx';
import { StopReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'stop'> = {
  ...FLOWS.stop,
  name: 'stop',
  screens: {
    position_selection: StopPositionStep,
    fee_confirmation: StopFeesStep,
    final_review: StopReviewStep,
    processing: null,
    completion: null,
  },
  conflictText: () => null,
};

const route = getRouteApi('/signed-in/stop/$draftId/$step');

/** The wizard for taking out what lies in a strategy. */
export function StopPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}
