import type { SaleGainView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { Gain } from '../../lots/gain.tsx';
import { LotList, methodText, withoutSign } from '../../lots/lot-list.tsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useText } from '../../words/text.ts';

/** What a sale would gain if it goes as expected: which lots go, by which method, and a loss that a purchase stands against. */
export function SaleGain({ gain: told }: { gain: SaleGainView | null }) {
  const t = useText();
  const money = useMoneyText();
  if (!told) return <p className="text-muted">{t('lots.sale.unclear')}</p>;
  const { gain, lots, count, method, wash } = told;
  return (
    <div className="flex flex-col gap-2" data-sale-gain={method}>
      {gain ? (
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 font-semibold">
          <span>{t(withoutSign(gain).isLoss ? 'lots.sale.loss' : 'lots.sale.gain')}</span>
          <Gain value={gain} />
        </p>
      ) : (
        <p className="text-sm text-warn">
          <span className="mr-1">{t('lots.sale.unknown')}</span>
          <Link to="/settings/taxes" className="link">
            {t('lots.tell')}
          </Link>
        </p>
      )}
      {wash ? (
        <p className="text-sm text-warn" data-wash>
          {t(wash.counts ? 'lots.sale.washLaw' : 'lots.sale.wash', {
            quantity: money(wash.quantity),
            loss: money(wash.loss),
          })}
        </p>
      ) : null}
      <details>
        <summary className="link tap text-sm">
          {t('lots.sale.list', { count, method: methodText(method, t) })}
        </summary>
        <LotList lots={lots} label={t('lots.sale.lots')} />
        {count > lots.length ? (
          <p className="text-sm text-muted">{t('lots.more', { count: count - lots.length })}</p>
        ) : null}
      </details>
    </div>
  );
}
