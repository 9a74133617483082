import type { BalancesView, MoneyView, PortfolioView, PositionView } from '@diboas/protocol';
import { Figure } from '@diboas/ui';
import clsx from 'clsx';
import type { CSSProperties, ReactNode } from 'react';
import { addUpBalances, withPositions } from '../../money/add-up.ts';
import { HideAmounts } from '../../money/hide-amounts.tsx';
import { ExactMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { formatMoment } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { PricesKnown } from '../../worth/use-prices.ts';
import { EarningNote } from './earning-note.tsx';
import { Holds } from './holds.tsx';
import { InvestedNote } from './invested-note.tsx';
import { AllWorth, AllWorthSoon, WorthBeneath } from './worth.tsx';

type Balance = BalancesView['balances'][number];

/** The three balances of a person, in the order they are listed; each is shown even when nothing is in it yet. */
const TYPES = ['BANKING', 'INVESTING', 'DEFI'] as const satisfies readonly Balance['type'][];
const DIRECTIONS = ['reserved', 'incoming'] as const;
/** What money is kept in here; the figure above all others is of it. */
const OWN_ASSET = 'USDC';

/** What can be used now in all three balances together, large, with the time it is of. */
export function Available({
  view,
  positions,
  prices,
  now,
  isOld,
}: {
  view: BalancesView;
  positions: readonly PositionView[];
  prices: PricesKnown;
  now: number;
  /** They could not be read again, so more may have happened since. */
  isOld: boolean;
}) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const asset = t(`asset.${OWN_ASSET}`);
  const sum = addUpBalances(view.balances, 'available', OWN_ASSET);
  return (
    <section className="@container" aria-label={t('balance.section', { asset })}>
      <dl data-available>
        <dt className="text-sm text-muted">{`${t('balance.available')} · ${asset}`}</dt>
        <dd className="mt-1.5 text-balance-figure font-semibold tracking-tight" style={asLongAs(money(sum))}>
          <ExactMoney value={sum} quietCode />
        </dd>
      </dl>
      <AllWorth balances={withPositions(view.balances, positions)} prices={prices} now={now} />
      <div className="mt-2 flex min-h-6 flex-wrap items-center justify-between gap-x-4 text-xs text-muted">
        <span>
          {t(isOld ? 'balance.old' : 'balance.asOf', { time: formatMoment(view.asOf, region, now) })}
        </span>
        <HideAmounts className="-my-2.5" />
      </div>
    </section>
  );
}

/** Lets a long figure be set smaller, so that it keeps within its column. */
function asLongAs(text: string): CSSProperties {
  return { '--figure-length': text.length } as CSSProperties;
}

/** The room that the figure will take, so that what stands below it never moves. */
export function AvailableSoon() {
  return (
    <div className="@container late" aria-hidden="true">
      <p className="text-sm">{'\u00a0'}</p>
      <p className="mt-1.5 text-balance-figure">
        <span className="inline-block h-[0.6em] w-3/5 rounded-full bg-sunken" />
      </p>
      <AllWorthSoon />
      <p className="mt-2 min-h-6 text-xs">{'\u00a0'}</p>
    </div>
  );
}

/**
 * The three balances, each with what can be used of it, and what earns with what lies in strategies; and below it, apart, what is set aside and what is on its way,
 * so that neither looks spendable.
 */
export function BalanceTypes({
  view,
  portfolio,
  positions,
  ...worth
}: {
  view: BalancesView;
  portfolio: PortfolioView | undefined;
  positions: readonly PositionView[];
} & ForWorth) {
  const notes: Readonly<Record<Balance['type'], ReactNode>> = {
    BANKING: null,
    INVESTING: portfolio ? <InvestedNote portfolio={portfolio} /> : null,
    DEFI: positions.length > 0 ? <EarningNote positions={positions} /> : null,
  };
  const all = withPositions(view.balances, positions);
  return (
    <dl className="border-b border-line" data-balances>
      {TYPES.map((type) => (
        <OneType
          key={type}
          type={type}
          balances={all.filter((one) => one.type === type)}
          note={notes[type]}
          {...worth}
        />
      ))}
    </dl>
  );
}

/** What says how much amounts are worth. */
interface ForWorth {
  readonly prices: PricesKnown;
  readonly now: number;
}

function OneType({
  type,
  balances,
  note,
  ...worth
}: { type: Balance['type']; balances: Balance[]; note: ReactNode } & ForWorth) {
  const t = useText();
  const held = new Set(balances.map(({ asset }) => asset));
  const assets: Balance['asset'][] = held.size > 0 ? [...held] : [OWN_ASSET];
  const lines = assets.flatMap((asset) =>
    DIRECTIONS.map((what) => ({ what, asset, sum: addUpBalances(balances, what, asset) })),
  );
  return (
    <>
      <Figure label={<span className="font-semibold">{t(`balance.type.${type}`)}</span>} note={note}>
        <span data-balance={type}>
          {assets.map((asset) => (
            <Usable key={asset} value={addUpBalances(balances, 'available', asset)} {...worth} />
          ))}
        </span>
      </Figure>
      {lines
        .filter(({ sum }) => !isZero(sum.amount))
        .map(({ what, asset, sum }) => (
          <Line key={`${what}-${asset}`} what={what} sum={sum} balances={balances} />
        ))}
    </>
  );
}

function Usable({ value, prices, now }: { value: MoneyView } & ForWorth) {
  return (
    <span className={clsx('block', isZero(value.amount) && 'text-muted')}>
      <ExactMoney value={value} />
      <WorthBeneath value={value} prices={prices} now={now} />
    </span>
  );
}

function Line({
  what,
  sum,
  balances,
}: {
  what: (typeof DIRECTIONS)[number];
  sum: MoneyView;
  balances: Balance[];
}) {
  const t = useText();
  const holds = balances
    .filter(({ asset }) => asset === sum.asset)
    .flatMap((balance) => balance.holds.filter(({ direction }) => direction === what));
  const note =
    holds.length > 0 ? <Holds holds={holds} direction={what} /> : <span>{t(`balance.${what}Note`)}</span>;
  return (
    <Figure label={t(`balance.${what}`)} note={note} within>
      <ExactMoney value={sum} />
    </Figure>
  );
}
