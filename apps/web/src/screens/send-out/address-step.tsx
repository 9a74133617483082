import { ChoiceList, firstChoiceId } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { addressChoice, addressesIn } from '../../address/address-choices.ts';
import { AddressField } from '../../address/address-field.tsx';
import { addressKept, networkAddress } from '../../address/address-form.ts';
import { readingText } from '../../address/address-words.ts';
import { recipientsQuery } from '../../address/recipients-query.ts';
import { readingPlace, useAddressCheck } from '../../address/use-address-check.ts';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useText } from '../../words/text.ts';
import type { SendOutStepProps } from './send-out-step.ts';

const NAME = 'to';
const FIELD = 'to-address';
/** The choice of an address that is not on the list; none is spelled like it. */
const NEW = 'new';

/** Where to: an address that was written down, or any other on one of the networks, which says by itself on which. */
export function SendOutAddressStep({ state, goOn }: SendOutStepProps) {
  const { call } = useServices();
  const t = useText();
  const recipients = useQuery(recipientsQuery(call));
  // Whoever cannot be shown their list enters the address, as whoever has none.
  const listed = addressesIn(recipients.data?.items ?? []).map(addressChoice);
  const isListed = listed.some(({ value }) => value === state.to);
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = picked ?? (isListed ? state.to : listed.length === 0 || state.to !== null ? NEW : null);
  const [typed, setTyped] = useState(addressKept(state.to)?.address ?? '');
  const reading = useAddressCheck(typed);
  const place = readingPlace(reading, typed);
  const isTyping = chosen === NEW;
  const typedTo = place && networkAddress(place.network, place.address);
  const to = isTyping ? typedTo : chosen;
  const choices = [
    ...listed,
    { value: NEW, icon: Plus, words: t('send.to.newAddress'), note: t('send.to.newAddressNote') },
  ];
  return (
    <QuestionForm
      title={t('sendOut.to.title')}
      fieldId={isTyping ? FIELD : firstChoiceId(NAME, choices)}
      answer={to === null ? null : { type: 'to_chosen', to }}
      fault={isTyping ? readingText(reading, t) || t('address.none') : t('sendOut.to.fault')}
      goOn={goOn}
    >
      {(fault) => (
        <div className="flex flex-col gap-6">
          {listed.length > 0 ? (
            <ChoiceList
              name={NAME}
              legend={t('sendOut.to.title')}
              choices={choices}
              chosen={chosen}
              fault={isTyping ? null : fault}
              onChoose={setPicked}
            />
          ) : null}
          {isTyping ? (
            <AddressField
              id={FIELD}
              label={t('sendOut.to.label')}
              hint={t('sendOut.to.hint')}
              value={typed}
              reading={reading}
              fault={fault}
              onType={setTyped}
            />
          ) : null}
        </div>
      )}
    </QuestionForm>
  );
}
