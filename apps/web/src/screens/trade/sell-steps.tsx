import { WholeMoney } from '../../money/money.tsx';
import { AmountQuestion } from '../../steps/amount-question.tsx';
import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { ReviewSheet } from '../../steps/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { CoinQuestion } from './coin-question.tsx';
import { OrderQuestion } from './order-question.tsx';
import { type SellStepProps, useSellQuote } from './trade-step.ts';
import { TradeTerms, useOrderText } from './trade-terms.tsx';

/** Which coin. */
export function SellCoinStep({ state, goOn }: SellStepProps) {
  return (
    <CoinQuestion
      wizard="sell"
      begin={state.coin}
      answerOf={(coin) => ({ type: 'coin_chosen', coin })}
      goOn={goOn}
    />
  );
}

/** How much of the coin. */
export function SellAmountStep({ state, goOn }: SellStepProps) {
  const t = useText();
  return (
    <AmountQuestion
      wizard="sell"
      title={t('trade.amount.sell')}
      of="INVESTING"
      {...(state.coin === null ? {} : { kept: { asset: state.coin } })}
      wholly
      begin={state.amount}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}

/** At which price. */
export function SellOrderStep({ state, goOn }: SellStepProps) {
  return (
    <OrderQuestion
      side="sell"
      coin={state.coin}
      begin={state.order}
      answerOf={(order) => ({ type: 'order_chosen', order })}
      goOn={goOn}
    />
  );
}

/** What it costs, what it brings, and what there is to know of taxes. */
export function SellFeesStep(props: SellStepProps) {
  const t = useText();
  const price = useSellQuote(props);
  return (
    <TitledStep title={t('fees.title')}>
      <div className="flex flex-col gap-6">
        <TradeTerms quote={price.quote} side="sell" />
        <PriceSheet wizard="sell" price={price} goOn={props.goOn}>
          <OtherAnswers wizard="sell" draftId={props.draftId} />
        </PriceSheet>
      </div>
    </TitledStep>
  );
}

/** Which coin, how much and how, before it is confirmed. */
export function SellReviewStep(props: SellStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const orderText = useOrderText();
  const price = useSellQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="sell"
        answersOf={(quote) => [
          { answer: 'coin', label: t('trade.coin.label'), value: t(`asset.${state.coin}`) },
          { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={quote.pay.amount} /> },
          {
            answer: 'order',
            label: t('trade.by'),
            value: 'trade' in quote ? orderText(quote.trade.order) : '',
            below: true,
          },
        ]}
      />
    </TitledStep>
  );
}
