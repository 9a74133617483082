import type { SendOutEvent, SendOutState } from '@diboas/wizards';
import { getRouteApi } from '@tanstack/react-router';
import { addressKept } from '../../address/address-form.ts';
import { moneyText } from '../../money/money-text.ts';
import { shortAddress } from '../../transaction/place-text.ts';
import { FLOWS, type FlowOf } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import type { Text } from '../../words/text.ts';
import { SendOutAddressStep } from './address-step.tsx';
import { SendOutAmountStep } from './amount-step.tsx';
import { SendOutAssetStep } from './asset-step.tsx';
import { SendOutFeesStep } from './fees-step.tsx';
import { SendOutReviewStep } from './review-step.tsx';

const FLOW: FlowOf<'send_out'> = {
  ...FLOWS.send_out,
  name: 'send_out',
  screens: {
    address_selection: SendOutAddressStep,
    asset_selection: SendOutAssetStep,
    amount_selection: SendOutAmountStep,
    fee_confirmation: SendOutFeesStep,
    final_review: SendOutReviewStep,
    processing: null,
    completion: null,
  },
  conflictText,
};

const route = getRouteApi('/signed-in/send-out/$draftId/$step');

/** The wizard for sending to an address on a network. */
export function SendOutPage() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}

function conflictText(
  mine: SendOutEvent,
  { state, t, region }: { state: SendOutState; t: Text; region: string },
): string | null {
  const amount = (value: string): string =>
    moneyText({ asset: state.asset ?? 'USDC', amount: value }, region, { exact: true });
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount) {
    return t('wizard.changed.amount', { mine: amount(mine.amount), newest: amount(state.amount) });
  }
  if (mine.type === 'to_chosen' && state.to !== null && mine.to !== state.to) {
    const short = (kept: string): string => shortAddress(addressKept(kept)?.address ?? '');
    return t('send.changed.to', { mine: short(mine.to), newest: short(state.to) });
  }
  return null;
}
