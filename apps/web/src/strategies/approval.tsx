import type { MoneyView } from '@diboas/protocol';
import { useMoneyText } from '../money/use-money-text.ts';
import { strategyName } from '../transaction/place-text.ts';
import { useText } from '../words/text.ts';

/** What the strategy's contract is allowed to take, and what the network takes, in plain words. */
export function Approval({ strategy, amount }: { strategy: string; amount: MoneyView }) {
  const t = useText();
  const money = useMoneyText();
  return (
    <div className="flex flex-col gap-2 border-y border-line py-4 text-sm" data-approval>
      <p>
        {t('startStrategy.approval', {
          strategy: strategyName(strategy),
          amount: money(amount, { exact: true }),
        })}
      </p>
      <p className="text-muted">{t('startStrategy.gas')}</p>
    </div>
  );
}
