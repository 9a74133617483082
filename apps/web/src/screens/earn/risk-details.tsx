import type { StrategyView } from '@diboas/protocol';
import { CopyText } from '@diboas/ui';
import { ChevronDown, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoneyText } from '../../money/use-money-text.ts';
import { riskPartText } from '../../strategies/risk-text.ts';
import { formatCalendarDay } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

type Risk = NonNullable<StrategyView['risk']>;

/** How risky it is and why, part by part; what can go wrong; and the contracts and reports that people of ours looked at. */
export function RiskDetails({ strategy: { risk } }: { strategy: Pick<StrategyView, 'risk'> }) {
  const t = useText();
  return (
    <section aria-labelledby="risk-title" className="flex flex-col" data-risk-file={risk?.level}>
      <h2 id="risk-title" className="border-b border-line pb-3 text-lg font-semibold">
        {risk ? t(`risk.level.${risk.level}`) : t('risk.level.unknown')}
      </h2>
      {risk ? (
        <>
          <Folded title={t('risk.why')}>
            <Parts risk={risk} />
          </Folded>
          <Folded title={t('risk.whatCanGoWrong')}>
            <ul className="flex flex-col gap-2">
              {risk.whatCanGoWrong.map((danger) => (
                <li key={danger}>{t(`danger.${danger}`)}</li>
              ))}
            </ul>
          </Folded>
          <Folded title={t('risk.checked')}>
            <Checked risk={risk} />
          </Folded>
        </>
      ) : (
        <p className="pt-3 text-muted">{t('notSold.no_risk_file')}</p>
      )}
    </section>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group border-b border-line">
      <summary className="flex min-h-12 items-center justify-between rounded-xs">
        <span className="font-semibold">{title}</span>
        <ChevronDown
          className="size-5 text-muted transition-transform duration-120 group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <div className="pt-1 pb-5 text-sm">{children}</div>
    </details>
  );
}

/** The points of the parts add up to those of the whole, so anybody can check the word above. */
function Parts({ risk }: { risk: Risk }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  return (
    <>
      <p className="pb-2 text-muted">{t('risk.points', { points: risk.points, most: risk.most })}</p>
      <ul className="flex flex-col">
        {risk.parts.map((part) => (
          <li
            key={part.part}
            className="flex justify-between gap-x-4 border-b border-line py-2 last:border-0"
          >
            <span>{riskPartText(part, { t, region, money })}</span>
            <span className="shrink-0 text-muted">
              {t('risk.of', { points: part.points, most: part.most })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Checked({ risk: { contracts, audits, lookedAt, openSince } }: { risk: Risk }) {
  const t = useText();
  const region = useRegion();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        {t('risk.lookedAt', {
          day: formatCalendarDay(lookedAt, region),
          since: formatCalendarDay(openSince, region),
        })}
      </p>
      <ul className="flex flex-col gap-1">
        {contracts.map(({ part, address }) => (
          <li key={address} className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="text-muted">{part}</span>
            <CopyText value={address} label={t('risk.contract', { part })} />
          </li>
        ))}
      </ul>
      <ul className="flex flex-col gap-1">
        {audits.map(({ by, on, of, url }) => (
          <li key={url}>
            <a className="link tap gap-1.5" href={url} target="_blank" rel="noreferrer">
              <span>{t('risk.audit', { by, of, day: formatCalendarDay(on, region) })}</span>
              <ExternalLink className="size-4 shrink-0" aria-hidden="true" />
              <span className="visually-hidden">{t('action.newTab')}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
