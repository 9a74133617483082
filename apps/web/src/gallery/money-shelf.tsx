import type { MoneyView } from '@diboas/protocol';
import { Exhibit, Shelf } from '@diboas/ui';
import { AmountsContext } from '../money/amounts-context.ts';
import { HideAmounts } from '../money/hide-amounts.tsx';
import { ExactMoney, ShownMoney } from '../money/money.tsx';

const DOLLARS: MoneyView = { asset: 'USD', amount: '1234.50' };
const TOKENS: MoneyView = { asset: 'USDC', amount: '1240.256789' };
const TINY: MoneyView = { asset: 'USDC', amount: '0.000001' };
const LOOKS = [true, false] as const;

/** Amounts, as they are and hidden. */
export function MoneyShelf() {
  return (
    <Shelf name="Money">
      {LOOKS.map((areHidden) => (
        <AmountsContext key={String(areHidden)} value={{ areHidden, hide: () => undefined }}>
          <Exhibit name={areHidden ? 'Amounts that are hidden' : 'Amounts that are shown'}>
            <div className="flex flex-col items-start gap-2">
              <p className="text-balance-figure font-semibold tracking-tight">
                <ExactMoney value={TOKENS} quietCode />
              </p>
              <ShownMoney value={DOLLARS} />
              <ShownMoney value={{ ...DOLLARS, amount: '-1234.50' }} />
              <ShownMoney value={TOKENS} signed />
              <ShownMoney value={TINY} />
              <HideAmounts />
            </div>
          </Exhibit>
        </AmountsContext>
      ))}
    </Shelf>
  );
}
