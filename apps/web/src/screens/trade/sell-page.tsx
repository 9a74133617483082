import { getRouteApi } from '@tanstack/react-router';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import { SellOrderStep } from './sell-order-step.tsx';
import { conflictText } from './trade-step.ts';
import { tradeScreens } from './trade-steps.tsx';

const FLOW: FlowOf<'sell'> = {
  ...FLOWS.sell,
  name: 'sell',
  screens: { ...tradeScreens('sell'), order_selection: SellOrderStep },
  conflictText: (mine, told) => conflictText(mine, { ...told, asset: told.state.coin ?? 'BTC' }),
};

const route = getRouteApi('/signed-in/sell/$draftId/$step');

/** The wizard for selling a coin. */
export function SellPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}
