import type { PaymentMethod } from '@diboas/protocol';
import { BusyButton, FormHead, Note, useBusy, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { CreditCard, Landmark, type LucideIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ShownMoney } from '../../money/money.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { estimateText } from '../../time/estimate-text.ts';
import type { DraftRefusal } from '../../wizard/draft-sync.ts';
import { StepProblem } from '../../wizard/step-problem.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { type Offer, useOffers } from './offers.ts';

const ICONS: Record<PaymentMethod, LucideIcon> = { card: CreditCard, bank: Landmark };

/** How to pay. Nothing is chosen beforehand, and each way says what it costs in all and how long it takes. */
export function MethodStep({ state, goOn }: AddStepProps) {
  const { queries } = useServices();
  const t = useText();
  const limits = useQuery(queries.limits());
  const [method, setMethod] = useState<PaymentMethod | null>(state.method);
  const [attempt, setAttempt] = useState(0);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<DraftRefusal | null>(null);
  const { offers, outage, retry } = useOffers(limits.data?.methods, state.amount);
  const fault = attempt > 0 && method === null ? t('method.fault') : null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (method === null) {
      setAttempt(attempt + 1);
      return;
    }
    run(async () => {
      const outcome = await goOn({ type: 'method_chosen', method });
      setRefusal(outcome.ok ? null : outcome.refusal);
    });
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-6">
      <FormHead
        title={t('method.title')}
        fault={fault}
        fieldId={`method-${offers?.[0]?.method}`}
        attempt={attempt}
      />
      {outage ? (
        <FailedPart error={outage} onRetry={retry} />
      ) : offers && offers.length > 0 ? (
        <fieldset aria-describedby={fault ? 'method-fault' : undefined}>
          <legend className="visually-hidden">{t('method.legend')}</legend>
          <p id="method-fault" className="pb-2 text-sm font-semibold text-loss" hidden={!fault}>
            {fault}
          </p>
          <div className="statement-edge @container">
            {offers.map((offer) => (
              <Choice
                key={offer.method}
                offer={offer}
                isChosen={method === offer.method}
                onChoose={() => setMethod(offer.method)}
              />
            ))}
          </div>
        </fieldset>
      ) : limits.error ? (
        <FailedPart what="methods" error={limits.error} onRetry={() => void limits.refetch()} />
      ) : offers ? (
        <Note text={t('method.none')}>
          <button type="button" className="link tap" onClick={() => void limits.refetch()}>
            {t('problem.checkAgain')}
          </button>
        </Note>
      ) : (
        <Waiting rows={2} onRetry={() => void limits.refetch()} />
      )}
      <StepProblem refusal={refusal} />
      {offers?.length === 0 || outage ? null : (
        <BusyButton busy={busy} busyText={t('wizard.saving')} className="w-full">
          {t('wizard.continue')}
        </BusyButton>
      )}
    </form>
  );
}

/** One way to pay: what it is, what this amount costs by it in all, and how long it takes. */
function Choice({
  offer: { method, estimate, quote },
  isChosen,
  onChoose,
}: {
  offer: Offer;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { clock } = useServices();
  const t = useText();
  const region = useRegion();
  const from = quote?.createdAt ?? clock.now();
  const Icon = ICONS[method];
  return (
    <label className="choice group min-h-18 cursor-pointer border-b border-line py-3">
      <Icon
        className="size-6 text-muted [grid-area:icon] transition-colors duration-120 group-hover:text-ink group-has-checked:text-brand"
        aria-hidden="true"
      />
      <span className="min-w-0 [grid-area:words]">
        <span className="block font-semibold">{t(`method.${method}`)}</span>
        <span className="block text-sm text-muted">
          {`${t(`method.${method}.note`)} ${t('method.time', { estimate: estimateText(estimate, t, { region, from }) })}`}
        </span>
      </span>
      <span className="choice-price [grid-area:price]" data-offer={method}>
        {quote ? (
          <>
            <span className="block font-semibold">
              <ShownMoney value={quote.pay.total} />
            </span>
            <span className="block text-sm text-muted">{t('method.inAll')}</span>
          </>
        ) : (
          <span className="block max-w-24 text-sm text-muted">{t('method.unpriced')}</span>
        )}
      </span>
      <input
        type="radio"
        id={`method-${method}`}
        name="method"
        value={method}
        checked={isChosen}
        onChange={onChoose}
        className="size-5 appearance-none rounded-full [grid-area:pick] border border-control bg-surface checked:border-6 checked:border-brand"
      />
    </label>
  );
}
