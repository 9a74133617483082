import type { AddFundsEvent, AddFundsState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { AmountStep } from './amount-step.tsx';
import { ArrivalStep } from './arrival-step.tsx';
import { FeesStep } from './fees-step.tsx';
import { MethodStep } from './method-step.tsx';
import { ReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'add_funds'> = {
  ...FLOWS.add_funds,
  name: 'add_funds',
  screens: {
    amount_selection: AmountStep,
    arrival_selection: ArrivalStep,
    payment_method: MethodStep,
    fee_confirmation: FeesStep,
    final_review: ReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/add/$draftId/$step');

/** The wizard for adding money. */
export function AddPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: AddFundsEvent,
  { state, t, region }: { state: AddFundsState; t: Text; region: string },
): string | null {
  const asset = state.currency ?? 'USD';
  const inWords = (amount: string): string => moneyText({ asset, amount }, region);
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount) {
    return t('add.changed.amount', { mine: inWords(mine.amount), newest: inWords(state.amount) });
  }
  if (mine.type === 'method_chosen' && state.method !== null && mine.method !== state.method) {
    return t('add.changed.method', { mine: t(`method.${mine.method}`), newest: t(`method.${state.method}`) });
  }
  if (mine.type === 'to_chosen' && state.to !== null && mine.to !== state.to) {
    const [chosen, newest] = [t(`balance.type.${mine.to}`), t(`balance.type.${state.to}`)];
    return t('add.changed.to', { mine: chosen, newest });
  }
  return state.amount === null ? null : t('add.changed.other', { amount: inWords(state.amount) });
}
