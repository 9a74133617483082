import { useState } from 'react';
import { AddressField } from '../../address/address-field.tsx';
import { addressKept } from '../../address/address-form.ts';
import { readingText } from '../../address/address-words.ts';
import { keptOf, useAddressCheck } from '../../address/use-address-check.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useText } from '../../words/text.ts';
import type { SendOutStepProps } from './send-out-step.ts';

const FIELD = 'to-address';

/** Where to: an address on any of the networks, which says by itself on which. */
export function SendOutAddressStep({ state, goOn }: SendOutStepProps) {
  const t = useText();
  const [typed, setTyped] = useState(addressKept(state.to)?.address ?? '');
  const reading = useAddressCheck(typed);
  const to = keptOf(reading, typed);
  return (
    <QuestionForm
      title={t('sendOut.to.title')}
      fieldId={FIELD}
      answer={to === null ? null : { type: 'to_chosen', to }}
      fault={readingText(reading, t) || t('address.none')}
      goOn={goOn}
    >
      {(fault) => (
        <AddressField
          id={FIELD}
          label={t('sendOut.to.label')}
          hint={t('sendOut.to.hint')}
          value={typed}
          reading={reading}
          fault={fault}
          onType={setTyped}
        />
      )}
    </QuestionForm>
  );
}
