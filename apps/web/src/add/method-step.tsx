import type { PaymentMethod } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { CreditCard, Landmark, type LucideIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { estimateText } from '../time/estimate-text.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { FailedPart } from '../ui/problem-note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { DraftRefusal } from './draft-sync.ts';
import { StepProblem } from './step-problem.tsx';
import type { StepProps } from './wizard-step.ts';

const ICONS: Record<PaymentMethod, LucideIcon> = { card: CreditCard, bank: Landmark };

/** How to pay. Nothing is chosen beforehand, and each way says how long it takes. */
export function MethodStep({ state, goOn }: StepProps) {
  const { queries } = useServices();
  const t = useText();
  const limits = useQuery(queries.limits());
  const [method, setMethod] = useState<PaymentMethod | null>(state.method);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<DraftRefusal | null>(null);
  const methods = limits.data?.methods ?? [];
  const fault = attempt > 0 && method === null ? t('method.fault') : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (method === null) {
      setAttempt(attempt + 1);
      return;
    }
    setBusy(true);
    const outcome = await goOn({ type: 'method_chosen', method });
    setBusy(false);
    setRefusal(outcome.ok ? null : outcome.refusal);
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-6">
      {fault ? (
        <ErrorSummary fieldId={`method-${methods[0]?.method}`} message={fault} attempt={attempt} />
      ) : null}
      <PageTitle className="text-3xl font-semibold tracking-tight" error={fault ? t('error.prefix') : null}>
        {t('method.title')}
      </PageTitle>
      {limits.data ? (
        <fieldset aria-describedby={fault ? 'method-fault' : undefined}>
          <legend className="visually-hidden">{t('method.legend')}</legend>
          <p id="method-fault" className="pb-2 text-sm font-semibold text-loss" hidden={!fault}>
            {fault}
          </p>
          <div className="statement-edge">
            {methods.map(({ method: one, estimate }) => {
              const Icon = ICONS[one];
              return (
                <label
                  key={one}
                  className="group grid min-h-18 cursor-pointer grid-cols-[auto_1fr_auto] items-center gap-4 border-b border-line py-3"
                >
                  <Icon
                    className="size-6 text-muted transition-colors duration-120 group-hover:text-ink group-has-checked:text-brand"
                    aria-hidden="true"
                  />
                  <span>
                    <span className="block font-semibold">{t(`method.${one}`)}</span>
                    <span className="block text-sm text-muted">
                      {t(`method.${one}.note`)} {t('method.time', { estimate: estimateText(estimate, t) })}
                    </span>
                  </span>
                  <input
                    type="radio"
                    id={`method-${one}`}
                    name="method"
                    value={one}
                    checked={method === one}
                    onChange={() => setMethod(one)}
                    className="size-5"
                  />
                </label>
              );
            })}
          </div>
        </fieldset>
      ) : limits.error ? (
        <FailedPart error={limits.error} onRetry={() => void limits.refetch()} />
      ) : (
        <Waiting rows={2} onRetry={() => void limits.refetch()} />
      )}
      <StepProblem refusal={refusal} />
      <BusyButton busy={busy} busyText={t('add.saving')} className="w-full">
        {t('add.continue')}
      </BusyButton>
    </form>
  );
}
