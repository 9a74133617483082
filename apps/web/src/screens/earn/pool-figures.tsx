import type { LiquidityView, MoneyView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { addUp } from '../../money/add-up.ts';
import { ExactMoney } from '../../money/money.tsx';
import { minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';
import { useText } from '../../words/text.ts';

interface PoolFiguresProps {
  readonly liquidity: LiquidityView;
  /** What it would come to now. */
  readonly value: MoneyView;
}

/** Of what lies in a pool: where it earns and whether it does, what it is made of, what was paid, and how it fares beside keeping. */
export function PoolFigures({ liquidity, value }: PoolFiguresProps) {
  const t = useText();
  const money = useMoneyText();
  const { range, amounts, fees, feesWorth } = liquidity;
  const both = ({ own, other }: LiquidityView['fees']) => ({ one: money(own), other: money(other) });
  const { lower, upper, isInRange } = range;
  const now = money(range.now);
  return (
    <Figures>
      <Figure
        label={t('earn.pool.range')}
        note={
          <span data-in-range={isInRange}>{t(isInRange ? 'earn.pool.in' : 'earn.pool.out', { now })}</span>
        }
      >
        {t('earn.pool.between', { lower: money(lower), upper: money(upper), coin: amounts.other.asset })}
      </Figure>
      <Figure label={t('earn.pool.madeOf')}>{t('earn.pool.both', both(amounts))}</Figure>
      <Figure label={t('earn.pool.fees')} note={<span>{t('earn.pool.feesNote', both(fees))}</span>}>
        <span data-fees>
          <ExactMoney value={feesWorth} />
        </span>
      </Figure>
      <BesideKeeping kept={liquidity.ifKept} value={value} />
    </Figures>
  );
}

/** What it has lost or won against doing nothing, which no rise of a price makes up for. */
function BesideKeeping({ kept, value }: { readonly kept: MoneyView; readonly value: MoneyView }) {
  const t = useText();
  const money = useMoneyText();
  const beyond = addUp(value.asset, [value, minus(kept)]);
  const way = deltaWay(beyond.amount);
  return (
    <Figure
      label={t('earn.pool.kept')}
      note={
        <span className="flex flex-wrap gap-x-4">
          <span>{t('earn.pool.keptNote')}</span>
          {way === 'same' ? null : (
            <span className="flex flex-wrap gap-x-1.5" data-beside-keeping={way}>
              <Delta way={way} text={money(way === 'down' ? minus(beyond) : beyond)} />
              <span>{t(way === 'down' ? 'earn.pool.worse' : 'earn.pool.better')}</span>
            </span>
          )}
        </span>
      }
    >
      <ExactMoney value={kept} />
    </Figure>
  );
}
