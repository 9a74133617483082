import type { HORIZONS } from '@diboas/wizards';
import { useDeferredValue, useState } from 'react';
import { AmountQuestion } from '../../steps/amount-question.tsx';
import { HorizonChoice } from '../../strategies/horizon-choice.tsx';
import { PoolNote } from '../../strategies/pool-note.tsx';
import { ScenarioRange } from '../../strategies/scenario-range.tsx';
import { useStrategy } from '../../strategies/strategy-question.tsx';
import { strategyName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import type { StartStepProps } from './start-step.ts';

/** How much of what the balance has, with what it could become by the time that somebody looks ahead to. */
export function StartAmountStep({ state, goOn, take }: StartStepProps) {
  const t = useText();
  const strategy = useStrategy(state.strategy);
  const [horizon, setHorizon] = useState<(typeof HORIZONS)[number]>(state.horizon ?? '365');
  const kept = strategy ? { kept: { asset: strategy.asset, network: strategy.network } } : {};
  return (
    <AmountQuestion
      wizard="start"
      title={t('startStrategy.amount', { strategy: strategyName(state.strategy ?? '') })}
      of="DEFI"
      {...kept}
      begin={state.amount}
      about={(amount) => (
        <Ahead
          strategy={state.strategy ?? ''}
          amount={amount}
          horizon={horizon}
          onChoose={(chosen) => {
            setHorizon(chosen);
            void take({ type: 'horizon_chosen', horizon: chosen });
          }}
        />
      )}
      answerOf={(amount) => ({ type: 'amount_chosen', amount })}
      goOn={goOn}
    />
  );
}

function Ahead({
  strategy,
  amount,
  horizon,
  onChoose,
}: {
  strategy: string;
  amount: string | null;
  horizon: (typeof HORIZONS)[number];
  onChoose: (horizon: (typeof HORIZONS)[number]) => void;
}) {
  const asked = useDeferredValue(amount);
  return (
    <div className="flex flex-col gap-3">
      <HorizonChoice chosen={horizon} onChoose={onChoose} />
      <ScenarioRange strategy={strategy} ahead={asked === null ? null : { amount: asked, days: horizon }} />
      <PoolNote strategy={strategy} />
    </div>
  );
}
