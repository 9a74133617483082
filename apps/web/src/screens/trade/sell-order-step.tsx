import type { StepPropsOf } from '../../wizard/wizard-step.ts';
import { LotsAside } from './lots-aside.tsx';
import { OrderQuestion } from './order-question.tsx';

/** At which price something is sold, and besides which lots of it go. */
export function SellOrderStep({ state, goOn, take }: StepPropsOf<'sell'>) {
  return (
    <OrderQuestion
      side="sell"
      coin={state.coin}
      begin={state.order}
      answerOf={(order) => ({ type: 'order_chosen', order })}
      goOn={goOn}
    >
      {state.coin === null ? null : <LotsAside coin={state.coin} {...{ state, take }} />}
    </OrderQuestion>
  );
}
