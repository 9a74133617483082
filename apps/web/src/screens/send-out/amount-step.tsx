import { useQuery } from '@tanstack/react-query';
import { addressesIn } from '../../address/address-choices.ts';
import { addressKept } from '../../address/address-form.ts';
import { recipientsQuery } from '../../address/recipients-query.ts';
import { useServices } from '../../services/services.ts';
import { AmountQuestion } from '../../steps/amount-question.tsx';
import { shortAddress } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import type { SendOutStepProps } from './send-out-step.ts';

/** How much of the asset that was chosen, of what lies on the network of the address. */
export function SendOutAmountStep({ state, goOn }: SendOutStepProps) {
  const t = useText();
  const { call } = useServices();
  const { data } = useQuery(recipientsQuery(call));
  const kept = addressKept(state.to);
  const name = addressesIn(data?.items ?? []).find(({ address }) => address === kept?.address)?.name;
  const asset = state.asset ?? 'USDC';
  return (
    <AmountQuestion
      wizard="send_out"
      title={t('send.amount.title', { who: name ?? shortAddress(kept?.address ?? '') })}
      of="BANKING"
      leaves
      kept={kept ? { asset, network: kept.network } : { asset }}
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
