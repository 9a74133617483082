import type { BalanceTypeView, MoneyView } from '@diboas/protocol';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { type ReactNode, useState } from 'react';
import { useMoneyText } from '../money/use-money-text.ts';
import { useNow } from '../services/use-now.ts';
import { FLOWS, type FlowName } from '../wizard/flow.ts';
import { useOperation } from '../wizard/use-operation.ts';
import type { StepProps } from '../wizard/wizard-step.ts';
import { useRegion } from '../words/region.ts';
import { type Text, useText } from '../words/text.ts';
import { AboutNote, useMoneyWithAbout } from '../worth/about.tsx';
import { boundsOf, mostOf } from './amount-bounds.ts';
import { checkAmount } from './amount-check.ts';
import { AmountField, asTyped } from './amount-field.tsx';
import { amountFaultText, boundsText, saidOf } from './amount-words.ts';
import { QuestionForm } from './question-form.tsx';
import { type Kept, useAvailable } from './use-available.ts';
import { WithoutFactor } from './without-factor.tsx';

const FIELD = 'amount';

/**
 * How much, within what may be done now: what one transaction may be of, what is left of limits and, where it leaves a
 * balance, what can be used there; the most of it in one press, to its last digit.
 */
export function AmountQuestion<Step extends string, Answers extends AnswersShape>({
  wizard,
  title,
  of = null,
  kept,
  wholly = false,
  leaves = false,
  paidIn,
  besides = null,
  about,
  begin,
  answerOf,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  wizard: FlowName;
  title: string;
  /** The balance that it leaves; null for what comes from outside. */
  of?: BalanceTypeView | null;
  /** What leaves it, where that is not the one asset of the wizard. */
  kept?: Kept;
  /** Whether nothing comes on top of it, so that all that is kept can go. */
  wholly?: boolean;
  /** Whether it goes to somebody else or to a bank, for which a code of an app is asked. */
  leaves?: boolean;
  /** What it is paid in, where that may be chosen. */
  paidIn?: MoneyView['asset'];
  /** What may be said besides. */
  besides?: ReactNode;
  /** What there is to know of the amount as it is typed; it is given null while that is none. */
  about?: (amount: string | null) => ReactNode;
  /** What was answered before. */
  begin: string | null;
  answerOf: (amount: string) => WizardEvent<Step, Answers>;
}) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const now = useNow(60_000);
  const asset = kept?.asset ?? paidIn ?? FLOWS[wizard].entered;
  const operation = useOperation(wizard);
  const available = useAvailable(wizard).available(of, kept);
  const bounds = boundsOf(asset, { operation, available });
  const most = mostOf(bounds);
  const [typed, setTyped] = useState(() => asTyped(begin, region));
  const read = checkAmount(typed, { region, bounds });
  const withAbout = useMoneyWithAbout();
  const context = { t, region, money, now, balance: of === null ? '' : t(`balance.type.${of}`) };
  return (
    <QuestionForm
      title={title}
      fieldId={FIELD}
      answer={read.ok ? answerOf(read.value.amount) : null}
      fault={read.ok ? '' : amountFaultText(read.refusal, bounds, context)}
      goOn={goOn}
    >
      {(fault) => (
        <div className="flex flex-col gap-4">
          <AmountField
            id={FIELD}
            asset={asset}
            label={labelOf(asset, t)}
            hint={boundsText(bounds, { ...context, money: withAbout })}
            typed={typed}
            read={read}
            fault={fault}
            onType={setTyped}
          />
          <AboutNote values={saidOf(bounds)} />
          {about === undefined ? null : <div>{about(read.ok ? read.value.amount : null)}</div>}
          {leaves ? <WithoutFactor /> : null}
          {/* What a network takes comes on top, and nobody knows yet how much: all of it could never be sent. */}
          {available && most && (!kept || wholly) ? (
            <button
              type="button"
              className="link tap self-start"
              onClick={() => setTyped(asTyped(most.amount, region))}
            >
              {most === available ? t('amount.all') : t('amount.most', { most: money(most) })}
            </button>
          ) : null}
          {besides === null ? null : <div>{besides}</div>}
        </div>
      )}
    </QuestionForm>
  );
}

function labelOf(asset: MoneyView['asset'], t: Text): string {
  if (asset === 'USD') return t('amount.label');
  return asset === 'USDC' ? t('amount.labelToken') : t('amount.labelOf', { asset });
}
