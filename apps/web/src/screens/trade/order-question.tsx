import { isStock } from '@diboas/kernel';
import type { MoneyView, TradedView } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId } from '@diboas/ui';
import {
  type AnswersShape,
  DRAFTED_DAYS,
  DRAFTED_TOLERANCES,
  type DraftedOrder,
  readOrder,
  type WizardEvent,
  writeOrder,
} from '@diboas/wizards';
import { type ReactNode, useState } from 'react';
import { formatShare } from '../../money/money-text.ts';
import { checkAmount } from '../../steps/amount-check.ts';
import { AmountField, asTyped } from '../../steps/amount-field.tsx';
import { QuestionForm } from '../../steps/question-form.tsx';
import type { StepProps } from '../../wizard/wizard-step.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

const NAME = 'order';
const PRICE = 'price';
/** A price is of one whole coin in digital dollars. */
const NO_BOUNDS = { asset: 'USDC', minimum: null, maximum: null, available: null, limit: null } as const;

/** At the price of now, and how much worse it may come out; or at a price of one's own, and for how long. */
export function OrderQuestion<Step extends string, Answers extends AnswersShape>({
  side,
  coin,
  begin,
  answerOf,
  goOn,
  atNow,
  children,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  /** What may be said besides of what is traded at the price of now. */
  atNow?: ReactNode;
  side: 'buy' | 'sell';
  /** What may be said besides. */
  children?: ReactNode;
  coin: TradedView | null;
  /** What was answered before. */
  begin: string | null;
  answerOf: (order: string) => WizardEvent<Step, Answers>;
}) {
  const t = useText();
  const region = useRegion();
  const before = readOrder(begin);
  const [type, setType] = useState(before?.type ?? null);
  const [bps, setBps] = useState(before?.type === 'market' ? before.toleranceBps : DRAFTED_TOLERANCES[1]);
  const [days, setDays] = useState(before?.type === 'limit' ? before.goodTillDays : DRAFTED_DAYS[1]);
  const [typed, setTyped] = useState(() => asTyped(before?.type === 'limit' ? before.price : null, region));
  const price = checkAmount(typed, { region, bounds: NO_BOUNDS });
  const order: DraftedOrder | null =
    type === 'market'
      ? { type, toleranceBps: bps }
      : type === 'limit' && price.ok
        ? { type, price: price.value.amount, goodTillDays: days }
        : null;
  const title = t('trade.order.title');
  const isShare = coin !== null && isStock(coin);
  const choices: readonly Choice<DraftedOrder['type']>[] = [
    {
      ...{ value: 'market', words: t('trade.order.market') },
      note: t(isShare ? `trade.order.market.${side}.stock` : `trade.order.market.${side}`),
    },
    // Venues let go of what of a share was not traded on the day, so nothing stands there for longer.
    ...(isShare
      ? []
      : [
          {
            ...{ value: 'limit' as const, words: t('trade.order.limit') },
            note: t(`trade.order.limit.${side}`),
          },
        ]),
  ];
  const isPriceWrong = type === 'limit' && !price.ok;
  return (
    <QuestionForm
      title={title}
      fieldId={isPriceWrong ? PRICE : firstChoiceId(NAME, choices)}
      answer={order === null ? null : answerOf(writeOrder(order))}
      fault={t(isPriceWrong ? 'trade.order.priceFault' : 'trade.order.fault')}
      goOn={goOn}
    >
      {(fault) => (
        <div className="flex flex-col gap-8">
          <ChoiceList
            name={NAME}
            legend={title}
            choices={choices}
            chosen={type}
            fault={isPriceWrong ? null : fault}
            onChoose={setType}
          />
          {type === 'market' ? (
            <>
              <Tolerance bps={bps} onChoose={setBps} side={side} />
              <div className="empty:hidden">{atNow}</div>
            </>
          ) : null}
          {type === 'limit' ? (
            <>
              <AmountField
                id={PRICE}
                asset={NO_BOUNDS.asset satisfies MoneyView['asset']}
                label={t('trade.order.price', { coin: coin ?? '' })}
                hint={t('trade.order.priceHint')}
                typed={typed}
                read={price}
                fault={isPriceWrong ? fault : null}
                onType={setTyped}
              />
              <Days days={days} onChoose={setDays} />
            </>
          ) : null}
          <div className="empty:hidden">{children}</div>
        </div>
      )}
    </QuestionForm>
  );
}

function Tolerance({
  bps,
  side,
  onChoose,
}: {
  bps: number;
  side: 'buy' | 'sell';
  onChoose: (bps: number) => void;
}) {
  const t = useText();
  const region = useRegion();
  const choices = DRAFTED_TOLERANCES.map((one) => ({
    value: String(one),
    words: formatShare(one, region),
    ...(one === DRAFTED_TOLERANCES[1] ? { note: t('trade.tolerance.usual') } : {}),
  }));
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('trade.tolerance.title')}</h2>
      <p className="text-sm text-muted">{t(`trade.tolerance.what.${side}`)}</p>
      <ChoiceList
        name="tolerance"
        legend={t('trade.tolerance.title')}
        choices={choices}
        chosen={String(bps)}
        fault={null}
        onChoose={(value) => onChoose(Number(value))}
      />
    </section>
  );
}

function Days({ days, onChoose }: { days: number; onChoose: (days: number) => void }) {
  const t = useText();
  const choices = DRAFTED_DAYS.map((one) => ({
    value: String(one),
    words: t('trade.days.count', { count: one }),
    ...(one === DRAFTED_DAYS[1] ? { note: t('trade.tolerance.usual') } : {}),
  }));
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('trade.days.title')}</h2>
      <p className="text-sm text-muted">{t('trade.days.what')}</p>
      <ChoiceList
        name="days"
        legend={t('trade.days.title')}
        choices={choices}
        chosen={String(days)}
        fault={null}
        onChoose={(value) => onChoose(Number(value))}
      />
    </section>
  );
}
