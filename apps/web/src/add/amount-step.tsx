import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { type FormEvent, useState } from 'react';
import { useRegion } from '../app/region.ts';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { dollarsInWords } from '../money/amount-in-words.ts';
import { decimalSeparator, formatMoney } from '../money/format-money.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { checkAmount } from './amount-check.ts';
import type { DraftRefusal } from './draft-sync.ts';
import { StepProblem } from './step-problem.tsx';
import type { StepProps } from './wizard-step.ts';

const FIELD = 'amount';

/** How much: one field, its limits above it, and what was understood below it in words. */
export function AmountStep({ state, goOn }: StepProps) {
  const { queries } = useServices();
  const t = useText();
  const region = useRegion();
  const limits = useQuery(queries.limits()).data;
  const [typed, setTyped] = useState(() => asTyped(state.amount, region));
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<DraftRefusal | null>(null);

  const checked = checkAmount(typed, { region, limits });
  const bounds = limits
    ? { minimum: formatMoney(limits.minimum, region), maximum: formatMoney(limits.maximum, region) }
    : undefined;
  // Shown only once Continue was pressed, and gone as soon as the value is right.
  const fault = attempt > 0 && !checked.ok ? t(`amount.fault.${checked.refusal}`, bounds) : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!checked.ok) {
      setAttempt(attempt + 1);
      return;
    }
    setBusy(true);
    const outcome = await goOn({ type: 'amount_chosen', amount: checked.value.amount });
    setBusy(false);
    setRefusal(outcome.ok ? null : outcome.refusal);
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-6">
      {fault ? <ErrorSummary fieldId={FIELD} message={fault} attempt={attempt} /> : null}
      <PageTitle className="text-3xl font-semibold tracking-tight" error={fault ? t('error.prefix') : null}>
        {t('amount.title')}
      </PageTitle>
      <div className="flex flex-col gap-2">
        <label htmlFor={FIELD} className="font-semibold">
          {t('amount.label')}
        </label>
        <p id="amount-hint" className="min-h-6 text-sm text-muted">
          {bounds ? t('amount.hint', bounds) : ''}
        </p>
        <div
          className={clsx(
            'flex items-baseline gap-2 border-b-2 pb-1 outline-offset-4 outline-focus has-focus-visible:rounded-xs has-focus-visible:outline-2',
            fault ? 'border-loss' : 'border-control focus-within:border-brand',
          )}
        >
          <span aria-hidden="true" className="text-4xl font-semibold text-muted">
            $
          </span>
          <input
            id={FIELD}
            name="amount"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            className="w-full min-w-0 bg-transparent text-4xl font-semibold tracking-tight shadow-none! outline-none!"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? 'amount-fault amount-hint' : 'amount-hint amount-words'}
          />
        </div>
        <p id="amount-fault" className="text-sm font-semibold text-loss" hidden={!fault}>
          {fault}
        </p>
        <p id="amount-words" className="min-h-6 text-sm text-muted" data-words>
          {checked.ok ? dollarsInWords(checked.value.amount) : ''}
        </p>
      </div>
      <StepProblem refusal={refusal} />
      <BusyButton busy={busy} busyText={t('add.saving')} className="w-full">
        {t('add.continue')}
      </BusyButton>
    </form>
  );
}

/** The saved amount as this region's people would have typed it; whole dollars without their zero cents. */
function asTyped(amount: string | null, region: string): string {
  if (amount === null) return '';
  return amount.replace(/\.00$/, '').replace('.', decimalSeparator(region));
}
