import { unreachable } from '@diboas/kernel';
import { type AdviceView, coin, type PortfolioView } from '@diboas/protocol';
import { Info, TriangleAlert } from 'lucide-react';
import { formatIndex, formatShare } from '../../money/money-text.ts';
import { networkName } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';

/** How what is invested is spread, by what it is made of; and what figures say of it. Nothing of it says what to do. */
export function Spread({ view: { allocation, advice, positions } }: { view: PortfolioView }) {
  const t = useText();
  if (positions.length === 0) return null;
  return (
    <section aria-labelledby="spread-title" className="flex min-w-0 flex-col gap-6">
      <h2 id="spread-title" className="border-b border-line pb-3 text-lg font-semibold">
        {t('portfolio.spread')}
      </h2>
      <div className="grid gap-x-12 gap-y-6 sm:grid-cols-2">
        <Shares
          title={t('portfolio.byAsset')}
          slices={allocation.byAsset}
          nameOf={(key) => t(`asset.${key}`)}
        />
        <Shares
          title={t('portfolio.byKind')}
          slices={allocation.byKind}
          nameOf={(key) => t(`portfolio.kind.${key}`)}
        />
        <Shares
          title={t('portfolio.byNetwork')}
          slices={allocation.byNetwork}
          nameOf={(key) => whereText(key, t)}
        />
        <Shares
          title={t('portfolio.byIssuer')}
          slices={allocation.byIssuer}
          nameOf={(key) => issuerText(key, t)}
        />
      </div>
      {advice.length > 0 ? (
        <ul className="flex flex-col gap-3" data-advice>
          {advice.map((one) => (
            <li key={one.code} className="flex gap-3" data-advice-code={one.code}>
              <AdviceMark advice={one} />
              <AdviceText advice={one} />
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-sm text-muted">{t('advice.meaning')}</p>
    </section>
  );
}

interface Slice<Key> {
  readonly key: Key;
  readonly shareBps: number;
}

/** Each as a word and a figure, with a bar that says the same. */
function Shares<Key extends string>({
  title,
  slices,
  nameOf,
}: {
  title: string;
  slices: readonly Slice<Key>[];
  nameOf: (key: Key) => string;
}) {
  const region = useRegion();
  return (
    <div className="min-w-0">
      <h3 className="text-sm text-muted">{title}</h3>
      <ul className="mt-1 flex flex-col gap-2">
        {slices.map(({ key, shareBps }) => (
          <li key={key}>
            <span className="flex justify-between gap-x-4">
              <span className="min-w-0">{nameOf(key)}</span>
              <span>{formatShare(shareBps, region)}</span>
            </span>
            <span className="mt-1 block h-1.5 rounded-full bg-sunken dark:bg-line" aria-hidden="true">
              <span className="block h-full rounded-full bg-brand" style={{ width: `${shareBps / 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function whereText(network: PortfolioView['allocation']['byNetwork'][number]['key'], t: Text): string {
  return network === 'fiat' ? t('portfolio.inBanks') : networkName(network);
}

/** What nobody issues counts by itself. */
function issuerText(key: string, t: Text): string {
  if (key === 'circle') return 'Circle';
  if (coin.safeParse(key).success) return t('portfolio.nobodyIssues', { asset: t(`asset.${key}`) });
  return t.has(`asset.${key}`) ? t(`asset.${key}`) : key;
}

/** How much it weighs, by a shape; the words say it as well. */
function AdviceMark({ advice }: { advice: AdviceView }) {
  const isHigh = advice.code !== 'values_unknown' && advice.weight === 'high';
  const Icon = isHigh ? TriangleAlert : Info;
  return (
    <Icon className={`mt-0.5 size-5 shrink-0 ${isHigh ? 'text-warn' : 'text-muted'}`} aria-hidden="true" />
  );
}

/** What a figure says, with the figure and the threshold of ours that it reached. */
function AdviceText({ advice }: { advice: AdviceView }) {
  const t = useText();
  const region = useRegion();
  if (advice.code === 'values_unknown')
    return (
      <span>
        {t('advice.values_unknown', { assets: advice.assets.map((asset) => t(`asset.${asset}`)).join(', ') })}
      </span>
    );
  if (advice.code === 'largest_position') {
    const values = {
      asset: t(`asset.${advice.asset}`),
      share: formatShare(advice.shareBps, region),
      threshold: formatShare(advice.threshold, region),
    };
    return <span>{t(`advice.largest_position.${advice.weight}`, values)}</span>;
  }
  const values = {
    largest: largestText(advice, t),
    index: formatIndex(advice.index, region),
    most: formatIndex(10_000, region),
    threshold: formatIndex(advice.threshold, region),
  };
  return <span>{t(`advice.${advice.code}.${advice.weight}`, values)}</span>;
}

function largestText(advice: Extract<AdviceView, { readonly largest: string }>, t: Text): string {
  switch (advice.code) {
    case 'concentrated_in_assets':
      return t(`asset.${advice.largest}`);
    case 'concentrated_in_networks':
      return whereText(advice.largest, t);
    case 'concentrated_in_issuers':
      return issuerText(advice.largest, t);
    default:
      return unreachable(advice);
  }
}
