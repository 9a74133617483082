import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../services/services.ts';
import { amountFaultText, checkAmount, limitsInWords } from '../../steps/amount-check.ts';
import { AmountField, asTyped } from '../../steps/amount-field.tsx';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';

const FIELD = 'amount';

/** How much, within the limits. */
export function AmountStep({ state, goOn }: AddStepProps) {
  const { queries } = useServices();
  const t = useText();
  const region = useRegion();
  const limits = useQuery(queries.limits()).data;
  const [typed, setTyped] = useState(() => asTyped(state.amount, region));
  const read = checkAmount(typed, { region, limits });
  const bounds = limits && limitsInWords(limits, region);
  return (
    <QuestionForm
      title={t('amount.title')}
      fieldId={FIELD}
      answer={read.ok ? { type: 'amount_chosen', amount: read.value.amount } : null}
      fault={read.ok ? '' : amountFaultText(read.refusal, t, { region, limits })}
      goOn={goOn}
    >
      {(fault) => (
        <AmountField
          id={FIELD}
          label={t('amount.label')}
          hint={bounds ? `${t('amount.hint', bounds)} ${t('amount.left', bounds)}` : ''}
          typed={typed}
          read={read}
          fault={fault}
          onType={setTyped}
        />
      )}
    </QuestionForm>
  );
}
