import { BackLink, Eyebrow, Note, PageTitle, Waiting } from '@diboas/ui';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ShownAmounts } from '../money/amounts-provider.tsx';
import { errorText } from '../parts/refusal-text.ts';
import { formatDay } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { Barred } from './barred.tsx';
import { ConflictNote } from './conflict-note.tsx';
import type { DraftSync } from './draft-sync.ts';
import { addressOf, type Flow, type Screen as OneScreen } from './flow.ts';
import { StartButton } from './start-button.tsx';
import { useDraft } from './use-draft.ts';
import { useLeave } from './use-leave.ts';
import { useOperation } from './use-operation.ts';
import type { StepProps } from './wizard-step.ts';

interface Given<Step extends string, Answers extends AnswersShape> {
  readonly flow: Flow<Step, Answers>;
  readonly draftId: string;
  /** The step's word in the address. */
  readonly slug: string;
}

/**
 * The frame of every wizard: finds the draft, shows the step that its address may show, and says whether it is saved,
 * what another tab changed, and that an answer which was changed took the price with it.
 */
export function WizardPage<Step extends string, Answers extends AnswersShape>(given: Given<Step, Answers>) {
  const { flow, draftId } = given;
  const { sync, astray, error, refetch, expiresAt } = useDraft(flow.wizard, draftId);
  const t = useText();
  if (astray) return <Navigate {...addressOf(astray)} replace />;
  if (!sync) {
    return (
      <div className="mx-auto flex max-w-120 flex-col gap-6">
        <PageTitle passing={!error}>{error ? t('wizard.missing') : t('wizard.loading')}</PageTitle>
        {error ? (
          <Note text={errorText(error, t)}>
            <StartButton wizard={flow.name} />
          </Note>
        ) : (
          <Waiting rows={3} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  return (
    <ShownAmounts>
      <Walk key={draftId} {...given} sync={sync} expiresAt={expiresAt} />
    </ShownAmounts>
  );
}

interface WalkProps<Step extends string, Answers extends AnswersShape> extends Given<Step, Answers> {
  readonly sync: DraftSync<Step, Answers>;
  readonly expiresAt: string | null;
}

function Walk<Step extends string, Answers extends AnswersShape>({
  flow,
  draftId,
  slug,
  sync,
  expiresAt,
}: WalkProps<Step, Answers>) {
  const t = useText();
  const region = useRegion();
  const navigate = useNavigate();
  const { leave, isLeaving } = useLeave();
  const { wizard, path } = flow;
  const [repriced, setRepriced] = useState<string | null>(null);
  const operation = useOperation(flow.name);
  const into = useOperation(flow.shared?.into ?? flow.name);
  const state = sync.state();
  const wanted = wizard.stepOf(slug) ?? wizard.firstMissingStep(state);
  const shown = wizard.stepForUrl(state, wanted);
  const addressAt = (step: Step) => ({ to: path, params: { draftId, step: wizard.slugOf(step) } });
  const take = (event: WizardEvent<Step, Answers>) => sync.send(event, shown);
  const goOn = async (event: WizardEvent<Step, Answers>) => {
    const outcome = await take(event);
    if (!outcome.ok) return outcome;
    // An answer that was changed takes the price with it, which the next step then says.
    const lostPrice = state.quote !== null && outcome.value.quote === null;
    setRepriced(lostPrice ? wizard.answerOf(event) : null);
    await navigate(addressAt(outcome.value.step));
    return outcome;
  };
  const isSaved = (): boolean => !sync.unsaved();
  const props: StepProps<Step, Answers> = {
    ...{ draftId, state, take, goOn, leave, isSaved },
    unsaved: sync.unsaved(),
  };

  if (state.transactionId !== null) {
    // Once submitted, every address of the wizard leads to the transaction and never to the form.
    return isLeaving() ? null : (
      <Navigate to="/transactions/$id" params={{ id: state.transactionId }} replace />
    );
  }
  if (shown !== wizard.stepOf(slug)) return <Navigate {...addressAt(shown)} replace />;
  const isBegun = wizard.firstMissingStep(state) !== wizard.steps[0];
  const saved = expiresAt && isBegun ? formatDay(expiresAt, region) : null;
  const position = wizard.stepPosition(state, shown);
  const before = wizard.stepBefore(shown);
  const conflict = sync.conflict();
  const repricedId = `wizard.repriced.${flow.name}.${repriced}`;
  const Screen: OneScreen<Step, Answers> | null = flow.screens[shown];
  // What is priced already is left to the server, whose word counts when it is confirmed.
  const isQuestion = wizard.steps.indexOf(shown) < wizard.steps.indexOf(wizard.priceStep);
  const isShared = flow.shared?.step === shown && operation?.bar === 'nothing_available';
  const isAsked = isQuestion && !(isShared && into?.bar === null);
  const bar = isAsked ? (operation?.bar ?? null) : null;
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      <div>
        <div className="min-h-11">
          {state.sent ? null : before ? (
            <BackLink {...addressAt(before)}>{t('nav.back')}</BackLink>
          ) : (
            <BackLink to="/">{t('nav.back')}</BackLink>
          )}
        </div>
        <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-4">
          {position && !bar ? <Eyebrow>{t('wizard.position', position)}</Eyebrow> : null}
          <p className="text-sm text-muted" data-saved>
            {sync.unsaved() ? t('wizard.unsaved') : saved ? t('wizard.saved', { until: saved }) : ''}
          </p>
        </div>
      </div>
      {conflict ? <ConflictNote text={flow.conflictText(conflict, { state, t, region })} /> : null}
      {repriced && shown === wizard.priceStep ? (
        <p data-repriced>{t(t.has(repricedId) ? repricedId : 'wizard.repriced.other')}</p>
      ) : null}
      <div key={shown} className="step-enter">
        {operation && bar ? (
          <Barred wizard={flow.name} bar={bar} limits={operation.limits} />
        ) : Screen ? (
          <Screen {...props} />
        ) : null}
      </div>
    </div>
  );
}
