import { isStock } from '@diboas/kernel';
import { WholeMoney } from '../../money/money.tsx';
import { AmountQuestion } from '../../steps/amount-question.tsx';
import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { AmountPrice } from './amount-price.tsx';
import { CoinQuestion } from './coin-question.tsx';
import { OrderQuestion } from './order-question.tsx';
import { RepeatAside } from './repeat-aside.tsx';
import { RepeatConsent, useRepeated } from './repeat-terms.tsx';
import { SaleGain } from './sale-gain.tsx';
import {
  type BuyStepProps,
  isCoin,
  type TradeSide,
  type TradeStepProps,
  useDollarNetwork,
  useTradeQuote,
} from './trade-step.ts';
import { TradeTerms, useOrderText } from './trade-terms.tsx';

type Sided = TradeStepProps & { readonly side: TradeSide };

/** The screens of buying, or of selling. Called once a wizard, so that each screen stays the same component. */
export function tradeScreens(side: TradeSide) {
  return {
    coin_selection: (props: TradeStepProps) => <CoinStep {...props} side={side} />,
    amount_selection: (props: TradeStepProps) => <AmountStep {...props} side={side} />,
    order_selection: (props: TradeStepProps) => <OrderStep {...props} side={side} />,
    fee_confirmation: (props: TradeStepProps) => <FeesStep {...props} side={side} />,
    final_review: (props: TradeStepProps) => <ReviewStep {...props} side={side} />,
    processing: null,
    completion: null,
  };
}

/** Which coin. */
function CoinStep({ state, goOn, side }: Sided) {
  return (
    <CoinQuestion
      wizard={side}
      begin={state.coin}
      answerOf={(coin) => ({ type: 'coin_chosen', coin })}
      goOn={goOn}
    />
  );
}

/** How much of the digital dollars that are invested, or of the coin. */
function AmountStep({ state, goOn, side }: Sided) {
  const t = useText();
  const network = useDollarNetwork();
  const coin = state.coin === null ? {} : { kept: { asset: state.coin } };
  // Of shares no order book is told.
  const booked = state.coin === null || isStock(state.coin) ? null : state.coin;
  return (
    <AmountQuestion
      wizard={side}
      title={t(`trade.amount.${side}`)}
      of="INVESTING"
      {...(side === 'buy' ? { kept: { asset: 'USDC', network } } : { ...coin, wholly: true })}
      begin={state.amount}
      {...(booked === null
        ? {}
        : { about: (amount) => <AmountPrice coin={booked} side={side} amount={amount} /> })}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}

/** At which price, and of what is bought, how often. */
export function BuyOrderStep({ state, goOn, take }: BuyStepProps) {
  return (
    <OrderQuestion
      side="buy"
      coin={state.coin}
      begin={state.order}
      answerOf={(order) => ({ type: 'order_chosen', order })}
      goOn={goOn}
      atNow={isCoin(state.coin) ? <RepeatAside state={state} take={take} /> : null}
    />
  );
}

/** At which price. */
function OrderStep({ state, goOn, side }: Sided) {
  return (
    <OrderQuestion
      side={side}
      coin={state.coin}
      begin={state.order}
      answerOf={(order) => ({ type: 'order_chosen', order })}
      goOn={goOn}
    />
  );
}

/** What it costs, what it brings, and what there is to know of taxes. */
function FeesStep({ side, ...props }: Sided) {
  const t = useText();
  const price = useTradeQuote(side, props);
  return (
    <TitledStep title={t('fees.title')}>
      <div className="flex flex-col gap-6">
        <TradeTerms quote={price.quote} side={side} />
        <PriceSheet wizard={side} price={price} goOn={props.goOn}>
          <OtherAnswers wizard={side} draftId={props.draftId} />
        </PriceSheet>
      </div>
    </TitledStep>
  );
}

/** Which coin, how much and how, before it is confirmed. */
function ReviewStep({ side, ...props }: Sided) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const orderText = useOrderText();
  const lotsAnswer = { answer: 'lots', at: 'order', label: t('lots.sale.title'), below: true };
  const price = useTradeQuote(side, props);
  const submit = useSubmit({ ...props, renew: price.renew });
  const repeated = useRepeated();
  return (
    <TitledStep title={t('review.title')}>
      <RepeatConsent quote={price.quote} />
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard={side}
        answersOf={(quote) => [
          { answer: 'coin', label: t('trade.coin.label'), value: t(`asset.${state.coin}`) },
          { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={quote.pay.amount} /> },
          {
            answer: 'order',
            label: t('trade.by'),
            value: 'trade' in quote ? orderText(quote.trade.order) : '',
            below: true,
          },
          ...('gain' in quote ? [{ ...lotsAnswer, value: <SaleGain gain={quote.gain} /> }] : []),
          ...repeated(quote),
        ]}
      />
    </TitledStep>
  );
}
