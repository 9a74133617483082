import type { StrategyView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Info } from 'lucide-react';
import { useMoneyText } from '../../money/use-money-text.ts';
import { PastRate } from '../../strategies/past-rate.tsx';
import { flagText, heaviestOf, notSoldTexts, riskPartText } from '../../strategies/risk-text.ts';
import { networkName, strategyName } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** One strategy among others, each as large as the next: what it is, what was, what can happen, and whether it is offered. */
export function StrategyCard({ strategy }: { strategy: StrategyView }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const { id, asset, network, protocol, risk, flags } = strategy;
  const [danger] = risk?.whatCanGoWrong ?? [];
  const heaviest = heaviestOf(risk?.parts ?? []);
  return (
    <li
      className="flex min-w-0 flex-col gap-3 rounded-(--radius-panel) border border-line p-5"
      data-strategy={id}
    >
      <div>
        <h3 className="font-semibold">
          <Link to="/earn/$strategy" params={{ strategy: id }} className="link tap">
            {strategyName(id)}
          </Link>
        </h3>
        <p className="text-sm text-muted">
          {t('strategy.what', { asset: t(`asset.${asset}`), protocol, network: networkName(network) })}
        </p>
      </div>
      <p>
        <PastRate strategy={strategy} />
      </p>
      <p className="flex flex-wrap gap-x-1.5 text-sm" data-risk={risk?.level}>
        <strong className="font-semibold">
          {risk ? t(`risk.level.${risk.level}`) : t('risk.level.unknown')}
        </strong>
        {heaviest ? <span>{riskPartText(heaviest, { t, region, money })}</span> : null}
      </p>
      {danger ? <p className="text-sm text-muted">{t(`danger.${danger}`)}</p> : null}
      {flags.map((flag) => (
        <p key={flag.code} className="text-sm text-warn" data-flag={flag.code}>
          {flagText(flag, { t, region })}
        </p>
      ))}
      <Offered strategy={strategy} />
    </li>
  );
}

/** Whether it may be started by whoever looks, or why it is only explained. */
export function Offered({ strategy }: { strategy: StrategyView }) {
  const t = useText();
  const [why] = notSoldTexts(strategy, t);
  const Icon = why === undefined ? CircleCheck : Info;
  return (
    <p className="mt-auto flex gap-2 text-sm" data-offered={why === undefined}>
      <Icon className="mt-0.5 size-4.5 shrink-0 text-muted" aria-hidden="true" />
      <span>{why ?? t('strategy.offered')}</span>
    </p>
  );
}
