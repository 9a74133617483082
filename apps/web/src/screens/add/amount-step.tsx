import { BusyButton, FormHead, useBusy } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { type FormEvent, useState } from 'react';
import { amountInWords } from '../../money/amount-in-words.ts';
import { dollarSign, moneyText, separators } from '../../money/money-text.ts';
import { readings } from '../../money/parse-amount.ts';
import { useServices } from '../../services/services.ts';
import type { DraftRefusal } from '../../wizard/draft-sync.ts';
import { StepProblem } from '../../wizard/step-problem.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { checkAmount } from './amount-check.ts';

const FIELD = 'amount';

/** How much: one field, its limits above it, and what was understood below it in words. */
export function AmountStep({ state, goOn }: AddStepProps) {
  const { queries } = useServices();
  const t = useText();
  const region = useRegion();
  const limits = useQuery(queries.limits()).data;
  const [typed, setTyped] = useState(() => asTyped(state.amount, region));
  const [attempt, setAttempt] = useState(0);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<DraftRefusal | null>(null);

  const checked = checkAmount(typed, { region, limits });
  const bounds = limits
    ? {
        minimum: moneyText(limits.minimum, region),
        maximum: moneyText(limits.maximum, region),
        left: moneyText(limits.unverified.left, region),
        days: limits.unverified.days,
      }
    : undefined;
  const example = `99${separators(region).decimal}50`;
  // Shown only once Continue was pressed, and gone as soon as the value is right.
  const fault =
    attempt > 0 && !checked.ok ? t(`amount.fault.${checked.refusal}`, { ...bounds, example }) : null;
  const sign = dollarSign(region);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!checked.ok) {
      setAttempt(attempt + 1);
      return;
    }
    run(async () => {
      const outcome = await goOn({ type: 'amount_chosen', amount: checked.value.amount });
      setRefusal(outcome.ok ? null : outcome.refusal);
    });
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-6">
      <FormHead title={t('amount.title')} fault={fault} fieldId={FIELD} attempt={attempt} />
      <div className="flex flex-col gap-2">
        <label htmlFor={FIELD} className="font-semibold">
          {t('amount.label')}
        </label>
        <p id="amount-hint" className="min-h-6 pb-2 text-sm text-muted">
          {bounds ? `${t('amount.hint', bounds)} ${t('amount.left', bounds)}` : ''}
        </p>
        <div
          className={clsx(
            'flex items-baseline gap-2 border-b-2 pb-1 outline-offset-4 outline-focus has-focus-visible:rounded-xs has-focus-visible:outline-2',
            fault ? 'border-loss' : 'border-control focus-within:border-brand',
          )}
        >
          <span
            aria-hidden="true"
            className={clsx('text-4xl font-semibold text-muted', sign.isAfter && 'order-last')}
          >
            {sign.text}
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
          {checked.ok ? amountInWords(checked.value.amount, region) : ''}
        </p>
        {!checked.ok && checked.refusal === 'ambiguous' ? (
          <Readings typed={typed} onChoose={(amount) => setTyped(asTyped(amount, region))} />
        ) : null}
      </div>
      <StepProblem refusal={refusal} />
      <BusyButton busy={busy} busyText={t('wizard.saving')} className="w-full">
        {t('wizard.continue')}
      </BusyButton>
    </form>
  );
}

/** What may have been meant, to be chosen and not guessed. */
function Readings({ typed, onChoose }: { typed: string; onChoose: (amount: string) => void }) {
  const t = useText();
  const region = useRegion();
  const both = readings(typed);
  if (!both) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-2" data-readings>
      <legend className="pb-2 text-sm">{t('amount.which')}</legend>
      {[both.more, both.less].map((amount) =>
        amount === null ? null : (
          <button
            key={amount}
            type="button"
            className="button button-quiet min-h-11"
            onClick={() => onChoose(amount)}
          >
            {moneyText({ asset: 'USD', amount }, region)}
          </button>
        ),
      )}
    </fieldset>
  );
}

/** The saved amount as this region's people would have typed it; whole dollars without their zero cents. */
function asTyped(amount: string | null, region: string): string {
  if (amount === null) return '';
  return amount.replace(/\.00$/, '').replace('.', separators(region).decimal);
}
