import type { QuoteView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { addUp } from '../../money/add-up.ts';
import { WholeMoney } from '../../money/money.tsx';
import { isZero, minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';
import { useText } from '../../words/text.ts';

/** What it should come to by now, and whether that is more or less than lies there by the books; a loss is said as one. */
export function StopTerms({ quote }: { quote: QuoteView | null }) {
  const t = useText();
  const money = useMoneyText();
  if (quote?.operation !== 'STOP_STRATEGY') return null;
  const { expected, putIn } = quote;
  const gain = addUp(putIn.asset, [expected, minus(putIn)]);
  const way = deltaWay(gain.amount);
  return (
    <div className="flex flex-col gap-4">
      <Figures>
        <Figure
          label={t('trade.expected')}
          note={
            isZero(gain.amount) ? null : (
              <span className="flex flex-wrap gap-x-1.5" data-gain={way}>
                <Delta way={way} text={money(way === 'down' ? minus(gain) : gain, { exact: true })} />
                <span>{t(way === 'down' ? 'stopStrategy.loss' : 'stopStrategy.gain')}</span>
              </span>
            )
          }
        >
          <span data-expected>
            <WholeMoney value={expected} />
          </span>
        </Figure>
      </Figures>
      <p className="text-sm text-muted">{t('stopStrategy.inParts')}</p>
    </div>
  );
}
