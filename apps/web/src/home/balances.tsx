import type { BalancesView, MoneyView } from '@diboas/protocol';
import { useRegion } from '../app/region.ts';
import { useText } from '../app/text.ts';
import { ExactMoney } from '../money/money.tsx';
import { formatMoment } from '../time/format-time.ts';
import { Figure } from '../ui/figures.tsx';
import { Holds } from './holds.tsx';

type Balance = BalancesView['balances'][number];

const NONE: Balance = {
  type: 'BANKING',
  asset: 'USDC',
  network: 'solana',
  available: '0',
  reserved: '0',
  incoming: '0',
  holds: [],
};

/** What can be used now, large; what is set aside and what is on its way, apart, so that neither looks spendable. */
export function Balances({
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
  const balances = view.balances.length > 0 ? view.balances : [NONE];
  return (
    <div className="flex flex-col gap-8">
      {balances.map((balance, index) => (
        <BalanceBlock
          key={`${balance.type}-${balance.asset}-${balance.network}`}
          balance={balance}
          large={index === 0}
        />
      ))}
      <p className="-mt-4 text-xs text-muted">
        {t(isOld ? 'balance.old' : 'balance.asOf', { time: formatMoment(view.asOf, region, now) })}
      </p>
    </div>
  );
}

function BalanceBlock({ balance, large }: { balance: Balance; large: boolean }) {
  const t = useText();
  const money = (amount: string): MoneyView => ({ asset: balance.asset, amount });
  const asset = t(`asset.${balance.asset}`);
  return (
    <section aria-label={t('balance.section', { asset })}>
      <dl>
        <div className="pb-5" data-available>
          <dt className="text-sm text-muted">{`${t('balance.available')} · ${asset}`}</dt>
          <dd
            className={
              large ? 'mt-1.5 text-4xl font-semibold tracking-tight' : 'mt-1.5 text-2xl font-semibold'
            }
          >
            <ExactMoney value={money(balance.available)} quietCode />
          </dd>
        </div>
      </dl>
      <dl className="border-y border-line">
        {(['reserved', 'incoming'] as const).map((direction) => {
          const holds = balance.holds.filter((hold) => hold.direction === direction);
          const note = holds.length > 0 && <Holds holds={holds} direction={direction} />;
          return (
            <Figure
              key={direction}
              label={t(`balance.${direction}`)}
              note={note || t(`balance.${direction}Note`)}
            >
              <ExactMoney value={money(balance[direction])} />
            </Figure>
          );
        })}
      </dl>
    </section>
  );
}
