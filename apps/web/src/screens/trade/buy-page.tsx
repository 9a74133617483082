import { getRouteApi } from '@tanstack/react-router';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import { conflictText } from './trade-step.ts';
import { BuyOrderStep, tradeScreens } from './trade-steps.tsx';

const FLOW: FlowOf<'buy'> = {
  ...FLOWS.buy,
  name: 'buy',
  screens: { ...tradeScreens('buy'), order_selection: BuyOrderStep },
  conflictText: (mine, told) =>
    mine.type === 'repeat_chosen' ? null : conflictText(mine, { ...told, asset: 'USDC' }),
};

const route = getRouteApi('/signed-in/buy/$draftId/$step');

/** The wizard for buying a coin. */
export function BuyPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}
