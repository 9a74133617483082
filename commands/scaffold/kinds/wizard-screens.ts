// The screens of a new wizard: one a step, on the frame and the parts that every flow has.
import type { Name } from '../plan/name.ts';
import type { NewFile } from '../plan/plan.ts';

export function wizardScreens(name: Name): readonly NewFile[] {
  const folder = `apps/web/src/screens/${name.kebab}`;
  return [
    { path: `${folder}/${name.kebab}-page.tsx`, text: pageText(name) },
    { path: `${folder}/${name.kebab}-step.ts`, text: stepText(name) },
    { path: `${folder}/way-step.tsx`, text: wayText(name) },
    { path: `${folder}/amount-step.tsx`, text: amountText(name) },
    { path: `${folder}/fees-step.tsx`, text: feesText(name) },
    { path: `${folder}/review-step.tsx`, text: reviewText(name) },
  ];
}

const flowOf = ({ capitals }: Name) => capitals.toLowerCase();

const pageText = (name: Name) => `import { getRouteApi } from '@tanstack/react-router';
import { type FlowOf, FLOWS } from '../../wizard/flow.ts';
import { WizardPage } from '../../wizard/wizard-page.tsx';
import { ${name.pascal}AmountStep } from './amount-step.tsx';
import { ${name.pascal}FeesStep } from './fees-step.tsx';
import { ${name.pascal}ReviewStep } from './review-step.tsx';
import { ${name.pascal}WayStep } from './way-step.tsx';

const FLOW: FlowOf<'${flowOf(name)}'> = {
  ...FLOWS.${flowOf(name)},
  name: '${flowOf(name)}',
  screens: {
    way_selection: ${name.pascal}WayStep,
    amount_selection: ${name.pascal}AmountStep,
    fee_confirmation: ${name.pascal}FeesStep,
    final_review: ${name.pascal}ReviewStep,
    processing: null,
    completion: null,
  },
  conflictText: () => null,
};

const route = getRouteApi('/signed-in/${name.kebab}/$draftId/$step');

/** ${name.words}. */
export function ${name.pascal}Page() {
  const { draftId, step } = route.useParams();
  return <WizardPage flow={FLOW} draftId={draftId} slug={step} />;
}
`;

const stepText = (name: Name) => `import { useQuote } from '../../quote/use-quote.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen is given. */
export type ${name.pascal}StepProps = StepPropsOf<'${flowOf(name)}'>;

/** The price of what the draft asks for. Nothing is asked for until the protocol's quotes have a request for it. */
export function use${name.pascal}Quote({ state, take }: ${name.pascal}StepProps) {
  return useQuote({ request: null, held: state.quote, isHeldFast: state.sent, take });
}
`;

const wayText = ({ pascal, camel, kebab }: Name) => `import { ChoiceList, firstChoiceId } from '@diboas/ui';
import { useState } from 'react';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useText } from '../../words/text.ts';
import type { ${pascal}StepProps } from './${kebab}-step.ts';

const NAME = 'way';

/** Which way. */
export function ${pascal}WayStep({ state, goOn }: ${pascal}StepProps) {
  const t = useText();
  const [way, setWay] = useState(state.way);
  const choices = [
    { value: 'one', words: t('${camel}.way.one') },
    { value: 'other', words: t('${camel}.way.other') },
  ] as const;
  return (
    <QuestionForm
      title={t('${camel}.way.title')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={way === null ? null : { type: 'way_chosen', way }}
      fault={t('${camel}.way.fault')}
      goOn={goOn}
    >
      {(fault) => (
        <ChoiceList
          name={NAME}
          legend={t('${camel}.way.title')}
          choices={choices}
          chosen={way}
          fault={fault}
          onChoose={setWay}
        />
      )}
    </QuestionForm>
  );
}
`;

const amountText = ({
  pascal,
  camel,
  kebab,
  ...name
}: Name) => `import { AmountQuestion } from '../../steps/amount-question.tsx';
import { useText } from '../../words/text.ts';
import type { ${pascal}StepProps } from './${kebab}-step.ts';

/** How much, within what may be done now. */
export function ${pascal}AmountStep({ state, goOn }: ${pascal}StepProps) {
  const t = useText();
  return (
    <AmountQuestion
      wizard="${name.capitals.toLowerCase()}"
      title={t('${camel}.amount.title')}
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}
`;

const feesText = (name: Name) => `import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { type ${name.pascal}StepProps, use${name.pascal}Quote } from './${name.kebab}-step.ts';

/** What it costs. */
export function ${name.pascal}FeesStep(props: ${name.pascal}StepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <PriceSheet price={use${name.pascal}Quote(props)} goOn={props.goOn}>
        <OtherAnswers wizard="${flowOf(name)}" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
`;

const reviewText = (name: Name) => `import { ShownMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type ${name.pascal}StepProps, use${name.pascal}Quote } from './${name.kebab}-step.ts';

/** What was answered, before it is confirmed. */
export function ${name.pascal}ReviewStep(props: ${name.pascal}StepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = use${name.pascal}Quote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="${flowOf(name)}"
        answersOf={({ pay }) => [
          { answer: 'way', label: t('${name.camel}.way.title'), value: t(\`${name.camel}.way.\${state.way}\`) },
          { answer: 'amount', label: t('review.amount'), value: <ShownMoney value={pay.amount} /> },
        ]}
      />
    </TitledStep>
  );
}
`;
