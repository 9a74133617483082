import { type Choice, ChoiceList, firstChoiceId, Note } from '@diboas/ui';
import { useState } from 'react';
import { addressKept } from '../../address/address-form.ts';
import { type Sendable, sendable } from '../../address/sendable.ts';
import { ShownMoney } from '../../money/money.tsx';
import { QuestionForm } from '../../steps/question-form.tsx';
import { networkName } from '../../transaction/place-text.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useOperation } from '../../wizard/use-operation.ts';
import { useText } from '../../words/text.ts';
import type { SendOutStepProps } from './send-out-step.ts';

const NAME = 'asset';

/** What to send: of what the person has, only what lies on the network of the address can arrive there. */
export function SendOutAssetStep({ state, goOn }: SendOutStepProps) {
  const t = useText();
  const network = addressKept(state.to)?.network ?? 'solana';
  const there = sendable(useOperation('send_out')?.balances ?? [], network);
  const isThere = there.some(({ asset }) => asset === state.asset);
  const only = there.length === 1 ? there[0]?.asset : null;
  const [chosen, setChosen] = useState<Sendable | null>(isThere ? state.asset : (only ?? null));
  const choices = there.map(
    ({ asset, available }): Choice<Sendable> => ({
      value: asset,
      words: t('receive.on', { asset, network: networkName(network) }),
      figure: <ShownMoney value={{ asset, amount: available }} />,
    }),
  );
  return (
    <QuestionForm
      title={t('sendOut.asset.title')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={chosen === null ? null : { type: 'asset_chosen', asset: chosen }}
      fault={t('sendOut.asset.fault')}
      isOpen={there.length > 0}
      goOn={goOn}
    >
      {(fault) =>
        there.length > 0 ? (
          <div className="flex flex-col gap-4">
            <p className="text-muted">{t('sendOut.asset.lead', { network: networkName(network) })}</p>
            <ChoiceList
              name={NAME}
              legend={t('sendOut.asset.title')}
              choices={choices}
              chosen={chosen}
              fault={fault}
              onChoose={setChosen}
            />
          </div>
        ) : (
          <Note tone="act" text={t('sendOut.asset.none', { network: networkName(network) })}>
            <StartButton wizard="add_funds" kind="quiet" />
          </Note>
        )
      }
    </QuestionForm>
  );
}
