import { MINUTE_MS } from '@diboas/kernel';
import type { QuoteView, TradeView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { ExactMoney, WholeMoney } from '../../money/money.tsx';
import { formatShare } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useNow } from '../../services/use-now.ts';
import { formatDay } from '../../time/format-time.ts';
import { momentPhrase } from '../../time/moment-phrase.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';

/** The prices of a trade before its fees, what to expect, and what there is to know of taxes. */
export function TradeTerms({ quote, side }: { quote: QuoteView | null; side: 'buy' | 'sell' }) {
  const t = useText();
  if (!quote || !('trade' in quote)) return null;
  const { trade, pay, receive, opensAt } = quote;
  const coin = side === 'buy' ? receive.asset : pay.amount.asset;
  return (
    <div className="flex flex-col gap-4">
      <Figures>
        <Figure label={t('trade.price', { coin })}>
          <WholeMoney value={trade.price} />
        </Figure>
        <Figure label={t(`trade.worst.${side}`)}>
          <WholeMoney value={trade.worst} />
        </Figure>
        <Figure label={t('trade.expected')} note={<span>{t('trade.expectedNote')}</span>}>
          <span data-expected>
            <ExactMoney value={trade.expected} />
          </span>
        </Figure>
        {trade.rest ? (
          <Figure
            label={t('trade.rest')}
            note={<span>{t('trade.restNote', { provider: quote.provider.name })}</span>}
          >
            <span data-rest>
              <WholeMoney value={trade.rest} />
            </span>
          </Figure>
        ) : null}
      </Figures>
      {opensAt === null ? null : <Closed opensAt={opensAt} />}
      <p className="text-sm text-muted">{t(`trade.tax.${side}`)}</p>
    </div>
  );
}

/** That it waits for its exchange, and until when by the clock of whoever reads it. */
function Closed({ opensAt }: { opensAt: string }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(MINUTE_MS);
  return <p data-opens>{t('trade.closed', { time: momentPhrase(opensAt, t, { region, now }) })}</p>;
}

/** How it is traded, as a sentence: "At the price of now, at most 0.5% worse". */
export function useOrderText(): (order: TradeView['order']) => string {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  return (order) => orderText(order, { t, region, money });
}

function orderText(
  order: TradeView['order'],
  { t, region, money }: { t: Text; region: string; money: ReturnType<typeof useMoneyText> },
): string {
  if (order.type === 'market')
    return t('trade.by.market', { share: formatShare(order.toleranceBps, region) });
  return t('trade.by.limit', { price: money(order.price), day: formatDay(order.goodTill, region) });
}
