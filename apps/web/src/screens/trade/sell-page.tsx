import type { SellEvent, SellState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { moneyText } from '../../money/money-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { SellAmountStep, SellCoinStep, SellFeesStep, SellOrderStep, SellReviewStep } from './sell-steps.tsx';

const FLOW: FlowOf<'sell'> = {
  ...FLOWS.sell,
  name: 'sell',
  screens: {
    coin_selection: SellCoinStep,
    amount_selection: SellAmountStep,
    order_selection: SellOrderStep,
    fee_confirmation: SellFeesStep,
    final_review: SellReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/sell/$draftId/$step');

/** The wizard for selling a coin. */
export function SellPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: SellEvent,
  { state, t, region }: { state: SellState; t: Text; region: string },
): string | null {
  const { coin } = state;
  const amount = (value: string): string =>
    moneyText({ asset: coin ?? 'BTC', amount: value }, region, { exact: true });
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount)
    return t('wizard.changed.amount', { mine: amount(mine.amount), newest: amount(state.amount) });
  return null;
}
