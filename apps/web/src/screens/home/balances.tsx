import type { BalancesView } from '@diboas/protocol';
import { Figure } from '@diboas/ui';
import { HideAmounts } from '../../money/hide-amounts.tsx';
import { ExactMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { formatMoment } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { Holds } from './holds.tsx';

type Balance = BalancesView['balances'][number];

const DIRECTIONS = ['reserved', 'incoming'] as const;

const NONE: Balance = {
  type: 'BANKING',
  asset: 'USDC',
  network: 'solana',
  available: '0',
  reserved: '0',
  incoming: '0',
  holds: [],
};

/** What can be used now, large, with the time it is of. */
export function Available({
  view,
  now,
  isOld,
}: {
  view: BalancesView;
  now: number;
  /** They could not be read again, so more may have happened since. */
  isOld: boolean;
}) {
  const t = useText();
  const region = useRegion();
  const [first = NONE] = view.balances;
  const asset = t(`asset.${first.asset}`);
  return (
    <section className="@container" aria-label={t('balance.section', { asset })}>
      <dl data-available>
        <dt className="text-sm text-muted">{`${t('balance.available')} · ${asset}`}</dt>
        <dd className="mt-1.5 text-balance-figure font-semibold tracking-tight">
          <ExactMoney value={{ asset: first.asset, amount: first.available }} quietCode />
        </dd>
      </dl>
      <div className="mt-2 flex min-h-6 flex-wrap items-center justify-between gap-x-4 text-xs text-muted">
        <span>
          {t(isOld ? 'balance.old' : 'balance.asOf', { time: formatMoment(view.asOf, region, now) })}
        </span>
        <HideAmounts className="-my-2.5" />
      </div>
    </section>
  );
}

/** The room that the figure will take, so that what stands below it never moves. */
export function AvailableSoon() {
  return (
    <div className="@container late" aria-hidden="true">
      <p className="text-sm">{'\u00a0'}</p>
      <p className="mt-1.5 text-balance-figure">
        <span className="inline-block h-[0.6em] w-3/5 rounded-full bg-sunken" />
      </p>
      <p className="mt-2 min-h-6 text-xs">{'\u00a0'}</p>
    </div>
  );
}

/** What is set aside and what is on its way, apart, so that neither looks spendable; and every further balance. */
export function OtherFigures({ view }: { view: BalancesView }) {
  const lines = view.balances.flatMap((balance, index) => [
    ...(index === 0 ? [] : [{ balance, what: 'available' as const }]),
    ...DIRECTIONS.filter((what) => !isZero(balance[what])).map((what) => ({ balance, what })),
  ]);
  if (lines.length === 0) return null;
  return (
    <dl className="border-b border-line">
      {lines.map(({ balance, what }) => (
        <Line
          key={`${balance.type}-${balance.asset}-${balance.network}-${what}`}
          balance={balance}
          what={what}
        />
      ))}
    </dl>
  );
}

function Line({ balance, what }: { balance: Balance; what: 'available' | 'reserved' | 'incoming' }) {
  const t = useText();
  const value = <ExactMoney value={{ asset: balance.asset, amount: balance[what] }} />;
  if (what === 'available') return <Figure label={t(`asset.${balance.asset}`)}>{value}</Figure>;
  const holds = balance.holds.filter(({ direction }) => direction === what);
  const note =
    holds.length > 0 ? <Holds holds={holds} direction={what} /> : <span>{t(`balance.${what}Note`)}</span>;
  return (
    <Figure label={t(`balance.${what}`)} note={note}>
      {value}
    </Figure>
  );
}
