import type { MoneyView, QuoteView } from '@diboas/protocol';
import { useMoneyText } from '../money/use-money-text.ts';
import { strategyName } from '../transaction/place-text.ts';
import { useText } from '../words/text.ts';

interface Allowed {
  strategy: string;
  amount: MoneyView;
  network: QuoteView['receive']['network'];
}

/**
 * What the strategy's contract is allowed to take, and what the network takes, in plain words. Only on Ethereum does a contract take by
 * itself what somebody has allowed to it: elsewhere what is put in goes along.
 */
export function Approval({ strategy, amount, network }: Allowed) {
  const t = useText();
  const money = useMoneyText();
  return (
    <div className="flex flex-col gap-2 border-y border-line py-4 text-sm" data-approval>
      <p>
        {t(network === 'ethereum' ? 'startStrategy.approval' : 'startStrategy.once', {
          strategy: strategyName(strategy),
          amount: money(amount, { exact: true }),
        })}
      </p>
      <p className="text-muted">{t('startStrategy.gas')}</p>
    </div>
  );
}
