import type { IdentityView, TierLimitsView, TierLimitView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { WholeMoney } from '../money/money.tsx';
import { useMoneyText } from '../money/use-money-text.ts';
import { useText } from '../words/text.ts';

const WAYS = ['in', 'out'] as const satisfies readonly (keyof TierLimitsView)[];

const NOTHING: TierLimitsView = { in: [], out: [] };

/** What the person may do both ways as well as they are known, what is left of it, and what it is once they are verified. */
export function TierLimits({ identity }: { identity: Pick<IdentityView, 'limits' | 'onceVerified'> }) {
  const t = useText();
  const { limits, onceVerified } = identity;
  return WAYS.map((way) => (
    <section key={way} aria-labelledby={`tier-${way}`} data-tier-limits={way}>
      <h2 id={`tier-${way}`} className="pb-2 text-lg font-semibold">
        {t(`identity.limits.${way}`)}
      </h2>
      <Figures>
        {limits[way].map((limit) => (
          <Left key={limit.days} limit={limit} />
        ))}
        {(onceVerified ?? NOTHING)[way].map((limit) => (
          <Figure key={`verified ${limit.days}`} label={t('identity.limits.verified', { days: limit.days })}>
            <WholeMoney value={limit.most} />
          </Figure>
        ))}
      </Figures>
    </section>
  ));
}

function Left({ limit: { days, most, left } }: { limit: TierLimitView }) {
  const t = useText();
  const money = useMoneyText();
  return (
    <Figure label={t('identity.limits.left', { days })} note={t('identity.limits.of', { most: money(most) })}>
      <WholeMoney value={left} />
    </Figure>
  );
}
