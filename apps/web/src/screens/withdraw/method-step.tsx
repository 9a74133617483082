import type { PayoutMethod } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId, Waiting } from '@diboas/ui';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { ShownMoney } from '../../money/money.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { arrivalText } from '../../quote/arrival-text.ts';
import { offerQuery } from '../../quote/offer-query.ts';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { useWithdrawFrom, type WithdrawStepProps, withdrawRequest } from './withdraw-step.ts';

const NAME = 'method';
/** From the one that takes longest to the one that is there first. */
const METHODS = ['ach', 'ach_same_day', 'wire'] as const satisfies readonly PayoutMethod[];

/** How it gets to the bank, each way with all that leaves for it and when it is there. One that nobody offers now is left out. */
export function WithdrawMethodStep({ state, goOn }: WithdrawStepProps) {
  const { call } = useServices();
  const t = useText();
  const region = useRegion();
  const network = useWithdrawFrom();
  const [method, setMethod] = useState<PayoutMethod | null>(state.method);
  const asked = METHODS.flatMap((one) => withdrawRequest(state, { method: one, network }) ?? []);
  const answers = useQueries({ queries: asked.map((request) => offerQuery(call, request)) });
  const isAsking = answers.some(({ isPending }) => isPending);
  const choices = METHODS.flatMap((one, index): Choice<PayoutMethod>[] => {
    const quote = answers[index]?.data;
    if (!quote) return [];
    const figure = (
      <>
        <span className="block font-semibold">
          <ShownMoney value={quote.pay.total} />
        </span>
        <span className="block text-sm text-muted">{t('withdraw.method.leaves')}</span>
      </>
    );
    const time = t('method.time', { estimate: arrivalText(quote, t, region) });
    return [{ value: one, words: t(`payout.${one}`), note: time, figure }];
  });
  const failed = answers.find(({ error }) => error !== null)?.error ?? null;
  const chosen = choices.some(({ value }) => value === method) ? method : null;
  return (
    <QuestionForm
      title={t('withdraw.method.title')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={chosen === null ? null : { type: 'method_chosen', method: chosen }}
      fault={t('withdraw.method.fault')}
      isOpen={choices.length > 0 && !isAsking}
      goOn={goOn}
    >
      {(fault) =>
        isAsking ? (
          <Waiting rows={3} />
        ) : choices.length > 0 ? (
          <ChoiceList
            name={NAME}
            legend={t('withdraw.method.title')}
            choices={choices}
            chosen={chosen}
            fault={fault}
            onChoose={setMethod}
          />
        ) : failed ? (
          <FailedPart error={failed} onRetry={() => answers.forEach(({ refetch }) => void refetch())} />
        ) : null
      }
    </QuestionForm>
  );
}
