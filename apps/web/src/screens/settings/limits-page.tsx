import type { LimitLeft, MoneyView, OperationView } from '@diboas/protocol';
import { Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { identityQuery } from '../../identity/identity-query.ts';
import { TierLimits } from '../../identity/tier-limits.tsx';
import { WholeMoney } from '../../money/money.tsx';
import { showsAll } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { momentPhrase } from '../../time/moment-phrase.ts';
import { FLOWS, type FlowName } from '../../wizard/flow.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { AboutNote, WithAbout } from '../../worth/about.tsx';

const NAMES = Object.keys(FLOWS) as readonly FlowName[];

/** What one transaction of each kind may be of, and what is left of limits that count over days. */
export function LimitsPage() {
  const t = useText();
  const { call, queries } = useServices();
  const { data, error, refetch } = useQuery(queries.operations());
  const identity = useQuery(identityQuery(call));
  const known = NAMES.flatMap((name) => {
    const operation = data?.items.find((one) => one.operation === FLOWS[name].operation);
    return operation ? [{ name, operation }] : [];
  });
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-6">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('limits.title')}</PageTitle>
      <p className="text-muted">{t('limits.text')}</p>
      {identity.data ? <TierLimits identity={identity.data} /> : null}
      {known.map(({ name, operation }) => (
        <section key={name} aria-labelledby={`limits-${name}`} data-limits={name}>
          <h2 id={`limits-${name}`} className="pb-2 text-lg font-semibold">
            {t(`start.flow.${name}`)}
          </h2>
          <OfOperation operation={operation} />
        </section>
      ))}
      {data ? <AboutNote values={data.items.flatMap(amountsOf)} /> : null}
      {data ? null : error ? (
        <FailedPart error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={6} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function OfOperation({ operation: { minimum, maximum, limits } }: { operation: OperationView }) {
  const t = useText();
  // One unit of the last digit is no minimum that anybody has to be told.
  const hasLeast = showsAll(minimum);
  if (!hasLeast && maximum === null && limits.length === 0)
    return <p className="statement-edge py-3">{t('limits.none')}</p>;
  return (
    <Figures>
      {hasLeast ? <Bound label={t('limits.least')} value={minimum} /> : null}
      {maximum ? <Bound label={t('limits.most')} value={maximum} /> : null}
      {limits.map((limit) => (
        <Left key={`${limit.days} ${limit.most.amount}`} limit={limit} />
      ))}
    </Figures>
  );
}

function Bound({ label, value }: { label: string; value: MoneyView }) {
  return (
    <Figure label={label}>
      <WithAbout value={value}>
        <WholeMoney value={value} />
      </WithAbout>
    </Figure>
  );
}

function Left({ limit: { days, most, left, moreAt } }: { limit: LimitLeft }) {
  const t = useText();
  const money = useMoneyText();
  const region = useRegion();
  const now = useNow(60_000);
  const more = moreAt === null ? '' : t('amount.more', { at: momentPhrase(moreAt, t, { region, now }) });
  return (
    <Figure
      label={t('limits.left')}
      note={`${t('limits.within', { most: money(most), days })} ${more}`.trim()}
    >
      <WithAbout value={left}>
        <WholeMoney value={left} />
      </WithAbout>
    </Figure>
  );
}

function amountsOf({ minimum, maximum, limits }: OperationView): readonly MoneyView[] {
  return [minimum, maximum, ...limits.map(({ left }) => left)].filter((one) => one !== null);
}
