import type { PaymentMethod } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId, Note, Waiting } from '@diboas/ui';
import type { AddFundsState, AnswersShape, WizardEvent } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { CreditCard, Landmark, type LucideIcon, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { answerOf } from '../../api/queries.ts';
import { ShownMoney } from '../../money/money.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { estimateText } from '../../time/estimate-text.ts';
import type { StepProps } from '../../wizard/wizard-step.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { type Offer, useOffers } from './offers.ts';
import { tradeOf } from './quote-request.ts';

const ICONS: Record<PaymentMethod, LucideIcon> = {
  card: CreditCard,
  apple_pay: Smartphone,
  google_pay: Smartphone,
  bank: Landmark,
  wire: Landmark,
};
const NAME = 'method';

/** How to pay what is added. */
export function MethodStep({ state, goOn }: AddStepProps) {
  return (
    <MethodQuestion
      asked={state}
      begin={state.method}
      answerOf={(method) => ({ type: 'method_chosen', method })}
      goOn={goOn}
    />
  );
}

/** How to pay. Nothing is chosen beforehand, and each way says what it costs in all and how long it takes. */
export function MethodQuestion<Step extends string, Answers extends AnswersShape>({
  asked,
  begin,
  answerOf: eventOf,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  /** What is added, and what arrives where. */
  asked: Pick<AddFundsState, 'amount' | 'to' | 'currency' | 'goods'>;
  /** What was answered before. */
  begin: PaymentMethod | null;
  answerOf: (method: PaymentMethod) => WizardEvent<Step, Answers>;
}) {
  const { call } = useServices();
  const t = useText();
  const choiceOf = useChoiceOf();
  const limits = useQuery({
    queryKey: ['limits', tradeOf(asked)],
    queryFn: () => answerOf(call, 'limits', { query: tradeOf(asked) }),
    staleTime: 60_000,
  });
  const [method, setMethod] = useState(begin);
  const { offers, outage, retry } = useOffers(limits.data?.methods, asked);
  const choices = offers?.map(choiceOf) ?? [];
  const askAgain = (): void => void limits.refetch();
  return (
    <QuestionForm
      title={t('method.title')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={method === null ? null : eventOf(method)}
      fault={t('method.fault')}
      goOn={goOn}
      isOpen={offers?.length !== 0 && !outage}
    >
      {(fault) =>
        outage ? (
          <FailedPart error={outage} onRetry={retry} />
        ) : choices.length > 0 ? (
          <ChoiceList
            name={NAME}
            legend={t('method.legend')}
            choices={choices}
            chosen={method}
            fault={fault}
            onChoose={setMethod}
          />
        ) : limits.error ? (
          <FailedPart what="methods" error={limits.error} onRetry={askAgain} />
        ) : offers ? (
          <Note text={t('method.none')}>
            <button type="button" className="link tap" onClick={askAgain}>
              {t('problem.checkAgain')}
            </button>
          </Note>
        ) : (
          <Waiting rows={2} onRetry={askAgain} />
        )
      }
    </QuestionForm>
  );
}

/** One way to pay: what it is, what this amount costs by it in all, and how long it takes. */
function useChoiceOf(): (offer: Offer) => Choice<PaymentMethod> {
  const t = useText();
  const region = useRegion();
  return ({ method, estimate, quote }) => {
    const time = t('method.time', { estimate: estimateText(estimate, t, region) });
    return {
      value: method,
      icon: ICONS[method],
      words: t(`method.${method}`),
      note: `${t(`method.${method}.note`)} ${time}`,
      figure: quote ? (
        <>
          <span className="block font-semibold">
            <ShownMoney value={quote.pay.total} />
          </span>
          <span className="block text-sm text-muted">{t('method.inAll')}</span>
        </>
      ) : (
        <span className="block max-w-24 text-sm text-muted">{t('method.unpriced')}</span>
      ),
    };
  };
}
