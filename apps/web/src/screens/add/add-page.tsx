import { unreachable } from '@diboas/kernel';
import { type AddFundsEvent, type AddFundsStep, addFunds } from '@diboas/wizards';
import { getRouteApi, Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { BackLink } from '../../parts/back-link.tsx';
import { Eyebrow, PageTitle } from '../../parts/page-title.tsx';
import { errorText, ProblemNote } from '../../parts/problem-note.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { formatDay } from '../../time/format-time.ts';
import { AddMoneyButton } from '../../wizard/add-money-button.tsx';
import { ConflictNote } from '../../wizard/conflict-note.tsx';
import type { DraftSync } from '../../wizard/draft-sync.ts';
import { useDraft } from '../../wizard/use-draft.ts';
import { useLeave } from '../../wizard/use-leave.ts';
import type { StepProps } from '../../wizard/wizard-step.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { AmountStep } from './amount-step.tsx';
import { FeesStep } from './fees-step.tsx';
import { MethodStep } from './method-step.tsx';
import { ReviewStep } from './review-step.tsx';

const route = getRouteApi('/signed-in/add/$draftId/$step');

/** The wizard for adding money: finds the draft, and shows the step that its address may show. */
export function AddPage() {
  const { draftId, step } = route.useParams();
  const { sync, error, refetch, expiresAt } = useDraft(draftId);
  const t = useText();
  if (!sync) {
    return (
      <div className="mx-auto flex max-w-120 flex-col gap-6">
        <PageTitle passing={!error}>{error ? t('add.missing') : t('add.loading')}</PageTitle>
        {error ? (
          <ProblemNote text={errorText(error, t)}>
            <AddMoneyButton />
          </ProblemNote>
        ) : (
          <Waiting rows={3} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  return <Wizard key={draftId} draftId={draftId} sync={sync} slug={step} expiresAt={expiresAt} />;
}

interface WizardProps {
  readonly draftId: string;
  readonly sync: DraftSync;
  readonly slug: string;
  readonly expiresAt: string | null;
}

function Wizard({ draftId, sync, slug, expiresAt }: WizardProps) {
  const t = useText();
  const region = useRegion();
  const navigate = useNavigate();
  const { leave, isLeaving } = useLeave();
  const [repriced, setRepriced] = useState<'amount_chosen' | 'method_chosen' | null>(null);
  const state = sync.state();
  const wanted = addFunds.stepOf(slug) ?? addFunds.firstMissingStep(state);
  const shown = addFunds.stepForUrl(state, wanted);
  const take = (event: AddFundsEvent) => sync.send(event, shown);
  const goOn = async (event: AddFundsEvent) => {
    const outcome = await take(event);
    if (!outcome.ok) return outcome;
    // An answer that was changed takes the price with it, which the next step then says.
    const isAnswer = event.type === 'amount_chosen' || event.type === 'method_chosen';
    setRepriced(isAnswer && state.quote !== null && outcome.value.quote === null ? event.type : null);
    await navigate({
      to: '/add/$draftId/$step',
      params: { draftId, step: addFunds.slugOf(outcome.value.step) },
    });
    return outcome;
  };
  const props: StepProps = {
    state,
    unsaved: sync.unsaved(),
    isSaved: () => !sync.unsaved(),
    take,
    goOn,
    leave,
  };

  if (state.transactionId !== null) {
    // Once submitted, every address of the wizard leads to the transaction and never to the form.
    return isLeaving() ? null : (
      <Navigate to="/transactions/$id" params={{ id: state.transactionId }} replace />
    );
  }
  if (shown !== addFunds.stepOf(slug)) {
    return <Navigate to="/add/$draftId/$step" params={{ draftId, step: addFunds.slugOf(shown) }} replace />;
  }
  const saved = expiresAt && state.amount !== null ? formatDay(expiresAt, region) : null;
  const position = addFunds.stepPosition(state, shown);
  const conflict = sync.conflict();
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      <div>
        <div className="min-h-11">{state.sent ? null : <Previous draftId={draftId} step={shown} />}</div>
        <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-4">
          {position ? <Eyebrow>{t('add.position', position)}</Eyebrow> : null}
          <p className="text-sm text-muted" data-saved>
            {sync.unsaved() ? t('add.unsaved') : saved ? t('add.saved', { until: saved }) : ''}
          </p>
        </div>
      </div>
      {conflict ? <ConflictNote mine={conflict} state={state} /> : null}
      {repriced && shown === 'fee_confirmation' ? <p data-repriced>{t(`add.repriced.${repriced}`)}</p> : null}
      <div key={shown} className="step-enter">
        <NumberedStep step={shown} props={props} draftId={draftId} />
      </div>
    </div>
  );
}

function NumberedStep({ step, props, draftId }: { step: AddFundsStep; props: StepProps; draftId: string }) {
  switch (step) {
    case 'amount_selection':
      return <AmountStep {...props} />;
    case 'payment_method':
      return <MethodStep {...props} />;
    case 'fee_confirmation':
      return <FeesStep {...props} draftId={draftId} />;
    case 'final_review':
      return <ReviewStep {...props} draftId={draftId} />;
    case 'processing':
    case 'completion':
      return null;
    default:
      return unreachable(step);
  }
}

function Previous({ draftId, step }: { draftId: string; step: AddFundsStep }) {
  const t = useText();
  const before = addFunds.stepBefore(step);
  return before ? (
    <BackLink to="/add/$draftId/$step" params={{ draftId, step: addFunds.slugOf(before) }}>
      {t('nav.back')}
    </BackLink>
  ) : (
    <BackLink to="/">{t('nav.back')}</BackLink>
  );
}
