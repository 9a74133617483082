import type { AssetLotsView, TradedView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usePollInterval } from '../../live/live-context.ts';
import { Gain } from '../../lots/gain.tsx';
import { LotList, methodText, withoutSign } from '../../lots/lot-list.tsx';
import { lotsQuery } from '../../lots/lots-query.ts';
import { ShownMoney } from '../../money/money.tsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { WithAbout } from '../../worth/about.tsx';

/** What was paid for all of a coin that is held, its gain that is not realised, and each lot, folded away. */
export function LotsOfCoin({ coin }: { coin: TradedView }) {
  const { call } = useServices();
  const { data, error, refetch } = useQuery({ ...lotsQuery(call), refetchInterval: usePollInterval() });
  if (error && !data) return <FailedPart error={error} onRetry={() => void refetch()} />;
  const held = data?.items.find(({ asset }) => asset === coin);
  return held ? <HeldLots held={held} /> : null;
}

function HeldLots({ held }: { held: AssetLotsView }) {
  const t = useText();
  const money = useMoneyText();
  const { paid, unknown, gain, count, oldestDays, lots, method } = held;
  return (
    <section aria-labelledby="lots-title" className="flex flex-col gap-3" data-lots={held.asset}>
      <h2 id="lots-title" className="text-lg font-semibold">
        {t('lots.title')}
      </h2>
      <Figures>
        <Figure
          label={t('lots.paid')}
          note={<span>{t('lots.paidNote', { quantity: money(held.quantity) })}</span>}
        >
          {paid ? (
            <WithAbout value={paid}>
              <ShownMoney value={paid} />
            </WithAbout>
          ) : (
            <span>
              <span className="block">{unknown ? t('lots.unknown', { quantity: money(unknown) }) : ''}</span>
              <Link to="/settings/taxes" className="link tap">
                {t('lots.tell')}
              </Link>
            </span>
          )}
        </Figure>
        {gain ? (
          <Figure label={t(withoutSign(gain).isLoss ? 'lots.lossOpen' : 'lots.gainOpen')}>
            <Gain value={gain} />
          </Figure>
        ) : null}
      </Figures>
      <details>
        <summary className="link tap">{t('lots.count', { count, days: oldestDays })}</summary>
        <LotList lots={lots} label={t('lots.label')} />
        {count > lots.length ? (
          <p className="text-sm text-muted">{t('lots.more', { count: count - lots.length })}</p>
        ) : null}
        <p className="flex flex-wrap items-baseline gap-x-3 border-t border-line pt-3 text-sm text-muted">
          <span>{t('lots.soldBy', { method: methodText(method, t) })}</span>
          <Link to="/settings/taxes" className="link tap">
            {t('lots.change')}
          </Link>
        </p>
      </details>
    </section>
  );
}
