import { BusyButton, FormHead, useBusy } from '@diboas/ui';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { DraftRefusal } from '../wizard/draft-sync.ts';
import { StepProblem } from '../wizard/step-problem.tsx';
import type { StepProps } from '../wizard/wizard-step.ts';
import { useText } from '../words/text.ts';

/**
 * One question of a wizard and the button that goes on with its answer. What is wrong is shown only once somebody tried
 * to go on, and is gone as soon as the answer is right.
 */
export function QuestionForm<Step extends string, Answers extends AnswersShape>({
  title,
  fieldId,
  answer,
  fault,
  goOn,
  instead = null,
  isOpen = true,
  children,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  title: string;
  /** Where the fault is put right. */
  fieldId: string;
  /** What was entered; null while it is no answer. */
  answer: WizardEvent<Step, Answers> | null;
  /** What is wrong while it is none. */
  fault: string;
  /** What takes the place of going on, where what was entered is answered elsewhere. */
  instead?: (() => Promise<DraftRefusal | null>) | null;
  /** Whether there is anything to go on with. */
  isOpen?: boolean;
  /** The field, given the fault while that is to be shown. */
  children: (fault: string | null) => ReactNode;
}) {
  const t = useText();
  const [attempt, setAttempt] = useState(0);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<DraftRefusal | null>(null);
  const shown = attempt > 0 && answer === null ? fault : null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (instead) {
      run(async () => setRefusal(await instead()));
      return;
    }
    if (answer === null) {
      setAttempt(attempt + 1);
      return;
    }
    run(async () => {
      const outcome = await goOn(answer);
      setRefusal(outcome.ok ? null : outcome.refusal);
    });
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-6">
      <FormHead title={title} fault={shown} fieldId={fieldId} attempt={attempt} />
      <div>{children(shown)}</div>
      <StepProblem refusal={refusal} />
      {isOpen ? (
        <BusyButton busy={busy} busyText={t('wizard.saving')} className="w-full">
          {t('wizard.continue')}
        </BusyButton>
      ) : null}
    </form>
  );
}
