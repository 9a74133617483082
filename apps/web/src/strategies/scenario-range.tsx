import type { MoneyView, ScenariosView } from '@diboas/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { minus } from '../money/money-text.ts';
import { type MoneyText, useMoneyText } from '../money/use-money-text.ts';
import { useServices } from '../services/services.ts';
import { formatCalendarDay } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { type Text, useText } from '../words/text.ts';
import { type LookedAhead, strategyQuery } from './strategies-query.ts';

/**
 * What an amount could become, as a range by what was: in words first, and a bar that says the same. Its room is there before it is
 * known, so that nothing moves. There is no line into what is to come, and no figure that stands alone.
 */
export function ScenarioRange({ strategy, ahead }: { strategy: string; ahead: LookedAhead | null }) {
  const { call } = useServices();
  const t = useText();
  const { data, error } = useQuery({
    ...strategyQuery(call, strategy, ahead),
    enabled: ahead !== null,
    placeholderData: keepPreviousData,
  });
  const scenarios = ahead === null ? null : (data?.scenarios ?? null);
  return (
    <div className="min-h-[6lh] text-sm" aria-live="polite" data-scenarios={scenarios?.kind}>
      {scenarios?.kind === 'range' ? (
        <Range scenarios={scenarios} />
      ) : scenarios || error ? (
        <p className="text-muted">{t('scenario.none')}</p>
      ) : (
        <p className="text-muted">{ahead === null ? t('scenario.ask') : ''}</p>
      )}
    </div>
  );
}

type RangeView = Extract<ScenariosView, { kind: 'range' }>;

function Range({ scenarios }: { scenarios: RangeView }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const { low, high, days, assumed } = scenarios;
  const [least, most] = [gainText(low.gain, t, money), gainText(high.gain, t, money)];
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base">
        {t('scenario.range', { horizon: t('scenario.days', { days }), least, most })}
      </p>
      <Bar scenarios={scenarios} />
      <p className="text-muted">
        {t(assumed.isWidened ? 'scenario.assumedWidened' : 'scenario.assumed', {
          ...{ source: assumed.source, days: assumed.days },
          ...{
            from: formatCalendarDay(assumed.from, region),
            until: formatCalendarDay(assumed.until, region),
          },
        })}
      </p>
    </div>
  );
}

/** From the low end to the high one; the words above say it already. */
function Bar({ scenarios: { low, middle, high } }: { scenarios: RangeView }) {
  const money = useMoneyText();
  const [from, at, to] = [low, middle, high].map(({ yearly }) => Number(yearly));
  const share =
    from === undefined || to === undefined || to === from ? 50 : (((at ?? 0) - from) / (to - from)) * 100;
  return (
    <div aria-hidden="true">
      <div className="relative h-2 rounded-full bg-brand-tint">
        <span className="absolute -top-1 h-4 w-0.5 bg-brand" style={{ left: `${share}%` }} />
      </div>
      <div className="flex justify-between gap-x-4 pt-1 text-muted">
        <span>{money(low.gain, { signed: true })}</span>
        <span>{money(high.gain, { signed: true })}</span>
      </div>
    </div>
  );
}

/** "12.30 USDC more", or less. */
function gainText(gain: MoneyView, t: Text, money: MoneyText): string {
  const isLoss = gain.amount.startsWith('-');
  return t(isLoss ? 'scenario.less' : 'scenario.more', { amount: money(isLoss ? minus(gain) : gain) });
}
