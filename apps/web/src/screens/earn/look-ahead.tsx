import type { StrategyView } from '@diboas/protocol';
import type { HORIZONS } from '@diboas/wizards';
import { useDeferredValue, useState } from 'react';
import { checkAmount } from '../../steps/amount-check.ts';
import { AmountField, asTyped } from '../../steps/amount-field.tsx';
import { HorizonChoice } from '../../strategies/horizon-choice.tsx';
import { ScenarioRange } from '../../strategies/scenario-range.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

const UNBOUNDED = { minimum: null, maximum: null, available: null, limit: null } as const;

/** What an amount could become by a time, for whoever looks before they put anything in. */
export function LookAhead({ strategy: { id, asset } }: { strategy: Pick<StrategyView, 'id' | 'asset'> }) {
  const t = useText();
  const region = useRegion();
  const [typed, setTyped] = useState(() => asTyped(asset === 'USDC' ? '1000' : '1', region));
  const [horizon, setHorizon] = useState<(typeof HORIZONS)[number]>('365');
  const read = checkAmount(typed, { region, bounds: { ...UNBOUNDED, asset } });
  const amount = useDeferredValue(read.ok ? read.value.amount : null);
  return (
    <section aria-labelledby="ahead-title" className="flex flex-col gap-4">
      <h2 id="ahead-title" className="text-lg font-semibold">
        {t('scenario.title')}
      </h2>
      <AmountField
        id="ahead-amount"
        asset={asset}
        label={t('amount.labelOf', { asset })}
        hint=""
        typed={typed}
        read={read}
        fault={null}
        onType={setTyped}
      />
      <HorizonChoice chosen={horizon} onChoose={setHorizon} />
      <ScenarioRange strategy={id} ahead={amount === null ? null : { amount, days: horizon }} />
    </section>
  );
}
