import type { BalanceTypeView } from '@diboas/protocol';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { useState } from 'react';
import { useMoneyText } from '../money/use-money-text.ts';
import type { StepProps } from '../wizard/wizard-step.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { availableFaultText, checkAvailable } from './amount-check.ts';
import { AmountField, asTyped } from './amount-field.tsx';
import { QuestionForm } from './question-form.tsx';
import { useAvailable } from './use-available.ts';

const FIELD = 'amount';

/** How much of what can be used in one of the person's balances; all of it in one press, to its last digit. */
export function AvailableAmount<Step extends string, Answers extends AnswersShape>({
  title,
  of,
  begin,
  answerOf,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  title: string;
  /** The balance that it leaves. */
  of: BalanceTypeView;
  /** What was answered before. */
  begin: string | null;
  answerOf: (amount: string) => WizardEvent<Step, Answers>;
}) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const available = useAvailable().available(of);
  const [typed, setTyped] = useState(() => asTyped(begin, region));
  const read = checkAvailable(typed, { region, available });
  const have = { available: available ? money(available) : '', balance: t(`balance.type.${of}`) };
  return (
    <QuestionForm
      title={title}
      fieldId={FIELD}
      answer={read.ok ? answerOf(read.value.amount) : null}
      fault={read.ok ? '' : availableFaultText(read.refusal, t, { region, ...have })}
      goOn={goOn}
    >
      {(fault) => (
        <div className="flex flex-col gap-4">
          <AmountField
            id={FIELD}
            asset="USDC"
            label={t('amount.labelToken')}
            hint={available ? t('amount.available', have) : ''}
            typed={typed}
            read={read}
            fault={fault}
            onType={setTyped}
          />
          {available ? (
            <button
              type="button"
              className="link tap self-start"
              onClick={() => setTyped(asTyped(available.amount, region))}
            >
              {t('amount.all')}
            </button>
          ) : null}
        </div>
      )}
    </QuestionForm>
  );
}
