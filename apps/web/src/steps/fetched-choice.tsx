import { type Choice, ChoiceList, firstChoiceId, Waiting } from '@diboas/ui';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { FailedPart } from '../parts/failed-part.tsx';
import type { StepProps } from '../wizard/wizard-step.ts';
import { QuestionForm } from './question-form.tsx';

/** One of what is fetched, each by its name. What was answered before is chosen where it is still there. */
export function FetchedChoice<Step extends string, Answers extends AnswersShape>({
  name,
  title,
  fault,
  choices,
  none,
  failed,
  retry,
  begin,
  answerOf,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  name: string;
  title: string;
  /** What is wrong while nothing is chosen. */
  fault: string;
  /** Undefined while they are not known. */
  choices: readonly Choice<string>[] | undefined;
  /** What is said where there are none. */
  none: ReactNode;
  /** What could not be fetched, where it could not. */
  failed: Pick<ComponentProps<typeof FailedPart>, 'what'> & { readonly error: Error | null };
  retry: () => void;
  /** What was answered before. */
  begin: string | null;
  answerOf: (chosen: string) => WizardEvent<Step, Answers>;
}) {
  const [picked, setPicked] = useState(begin);
  const chosen = choices?.find(({ value }) => value === picked)?.value ?? null;
  return (
    <QuestionForm
      title={title}
      fieldId={firstChoiceId(name, choices ?? [])}
      answer={chosen === null ? null : answerOf(chosen)}
      fault={fault}
      isOpen={choices !== undefined && choices.length > 0}
      goOn={goOn}
    >
      {(shown) => {
        if (choices?.length === 0) return none;
        if (choices)
          return (
            <ChoiceList {...{ name, choices, chosen }} legend={title} fault={shown} onChoose={setPicked} />
          );
        const { what, error } = failed;
        return error ? (
          <FailedPart {...(what ? { what } : {})} error={error} onRetry={retry} />
        ) : (
          <Waiting rows={3} onRetry={retry} />
        );
      }}
    </QuestionForm>
  );
}
