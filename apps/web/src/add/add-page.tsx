import { unreachable } from '@diboas/kernel';
import type { AddFundsEvent, AddFundsStep } from '@diboas/wizards';
import { ADD_FUNDS_STEPS, firstMissingStep, stepForUrl, stepPosition } from '@diboas/wizards';
import { getRouteApi, Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useRegion } from '../app/region.ts';
import { useText } from '../app/text.ts';
import { AddMoneyButton } from '../home/add-money-button.tsx';
import { formatDay } from '../time/format-time.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Eyebrow, PageTitle } from '../ui/page-title.tsx';
import { errorText, ProblemNote } from '../ui/problem-note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AmountStep } from './amount-step.tsx';
import type { DraftSync } from './draft-sync.ts';
import { FeesStep } from './fees-step.tsx';
import { MethodStep } from './method-step.tsx';
import { MovingStep } from './moving-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { slugOfStep, stepOfSlug } from './step-slug.ts';
import { useDraft } from './use-draft.ts';
import type { StepProps } from './wizard-step.ts';

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
  const [changed, setChanged] = useState(false);
  const state = sync.state();
  const wanted = stepOfSlug(slug) ?? firstMissingStep(state);
  const shown = stepForUrl(state, wanted);

  if (shown !== stepOfSlug(slug)) {
    // Once submitted, Back leads to the transaction itself and never to the form.
    const isForm = stepPosition(state, wanted) !== null && wanted !== 'final_review';
    return state.transactionId !== null && isForm ? (
      <Navigate to="/transactions/$id" params={{ id: state.transactionId }} replace />
    ) : (
      <Navigate to="/add/$draftId/$step" params={{ draftId, step: slugOfStep(shown) }} replace />
    );
  }

  const take = async (event: AddFundsEvent) => {
    const outcome = await sync.send(event, shown);
    setChanged(!outcome.ok && outcome.refusal.kind === 'changed');
    return outcome;
  };
  const goOn = async (event: AddFundsEvent) => {
    const outcome = await take(event);
    if (outcome.ok) {
      await navigate({
        to: '/add/$draftId/$step',
        params: { draftId, step: slugOfStep(outcome.value.step) },
        replace: event.type === 'submitted' || event.type === 'ended',
      });
    }
    return outcome;
  };
  const position = stepPosition(state, shown);
  const props: StepProps = { state, unsaved: sync.unsaved(), isSaved: () => !sync.unsaved(), take, goOn };
  if (!position) return <MovingStep {...props} />;
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      <div>
        <Previous draftId={draftId} step={shown} />
        <div className="mt-2 flex items-baseline justify-between gap-4">
          <Eyebrow>{t('add.position', position)}</Eyebrow>
          <p className="text-sm text-muted" data-saved>
            {sync.unsaved()
              ? t('add.unsaved')
              : state.amount !== null && expiresAt
                ? t('add.saved', { until: formatDay(expiresAt, region) })
                : ''}
          </p>
        </div>
      </div>
      {changed ? <ProblemNote text={t('add.changedElsewhere')} /> : null}
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
  const before = ADD_FUNDS_STEPS[ADD_FUNDS_STEPS.indexOf(step) - 1];
  return before ? (
    <BackLink to="/add/$draftId/$step" params={{ draftId, step: slugOfStep(before) }}>
      {t('nav.back')}
    </BackLink>
  ) : (
    <BackLink to="/">{t('nav.back')}</BackLink>
  );
}
