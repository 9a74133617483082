import type { BuyEvent, BuyState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { BuyAmountStep, BuyCoinStep, BuyFeesStep, BuyOrderStep, BuyReviewStep } from './buy-steps.tsx';

const FLOW: FlowOf<'buy'> = {
  ...FLOWS.buy,
  name: 'buy',
  screens: {
    coin_selection: BuyCoinStep,
    amount_selection: BuyAmountStep,
    order_selection: BuyOrderStep,
    fee_confirmation: BuyFeesStep,
    final_review: BuyReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/buy/$draftId/$step');

/** The wizard for buying a coin. */
export function BuyPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: BuyEvent,
  { state, t, region }: { state: BuyState; t: Text; region: string },
): string | null {
  const amount = (value: string): string =>
    moneyText({ asset: 'USDC', amount: value }, region, { exact: true });
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount)
    return t('wizard.changed.amount', { mine: amount(mine.amount), newest: amount(state.amount) });
  return null;
}
