import { parseFraction } from '@diboas/market';
import type { MoneyView, PricesView } from '@diboas/protocol';
import type { ReactNode } from 'react';
import { isZero } from '../money/money-text.ts';
import { type MoneyText, useMoneyText } from '../money/use-money-text.ts';
import { type WorthText, worthOfAmounts } from '../money/worth.ts';
import { useNow } from '../services/use-now.ts';
import { formatMoment } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { usePrices } from './use-prices.ts';

const LOOK_EVERY_MS = 60_000;

/**
 * What an amount is about in the person's own currency: a look, from which nothing is priced, since a rule and a price count
 * in what they are said in. Null where nobody knows a price, and where it would say no more than the amount.
 */
export function aboutOf(value: MoneyView, prices: PricesView | undefined, now: number): WorthText | null {
  if (!prices || value.asset === prices.currency || isDollarForDollar(value, prices)) return null;
  const worth = worthOfAmounts([value], prices, { now, rounding: 'half_up' });
  return worth.unknown.length > 0 || isZero(worth.money.amount) ? null : worth;
}

/** The token of a dollar counted in dollars, as long as its price is that of a dollar to a hundredth. */
function isDollarForDollar({ asset }: MoneyView, { currency, items }: PricesView): boolean {
  if (asset !== 'USDC' || currency !== 'USD') return false;
  const price = parseFraction(items.find((one) => one.asset === asset)?.price ?? '');
  if (price === null) return false;
  const { numerator, denominator } = price;
  const apart = numerator > denominator ? numerator - denominator : denominator - numerator;
  return apart * 100n < denominator;
}

/** Writes amounts for a sentence, each with what it is about in the person's own currency behind it. */
export function useMoneyWithAbout(): MoneyText {
  const t = useText();
  const money = useMoneyText();
  const { data } = usePrices();
  const now = useNow(LOOK_EVERY_MS);
  return (value, style) => {
    const about = aboutOf(value, data, now);
    const exact = money(value, style);
    return about === null ? exact : t('about.behind', { money: exact, about: money(about.money) });
  };
}

/** An amount, and beneath it what it is about. Its line is there before prices are known, so that nothing moves then. */
export function WithAbout({ value, children }: { value: MoneyView; children: ReactNode }) {
  const t = useText();
  const money = useMoneyText();
  const { data, isAwaited } = usePrices([value.asset]);
  const now = useNow(LOOK_EVERY_MS);
  const about = aboutOf(value, data, now);
  const hasLine = about !== null || (isAwaited && !isZero(value.amount));
  return (
    <>
      <span className="block">{children}</span>
      {hasLine ? (
        <span className="block min-h-[1lh] text-xs font-normal tracking-normal text-muted" data-about>
          {about === null ? null : t('about.amount', { money: money(about.money) })}
        </span>
      ) : null}
    </>
  );
}

/** Of when the prices are by which these amounts are about so much, and that the exact ones count; nothing where none is. */
export function AboutNote({ values }: { values: readonly MoneyView[] }) {
  const t = useText();
  const region = useRegion();
  const { data } = usePrices(values.map(({ asset }) => asset));
  const now = useNow(LOOK_EVERY_MS);
  const abouts = values.flatMap((value) => aboutOf(value, data, now) ?? []);
  // Browsers of some years ago sort in place alone.
  const [oldest] = [...abouts].sort((one, other) => (one.at ?? now) - (other.at ?? now));
  if (!oldest || oldest.at === null) return null;
  const time = formatMoment(oldest.at, region, now);
  return (
    <p className="text-sm text-muted" data-about-note={oldest.isOld ? 'old' : 'new'}>
      {t(oldest.isOld ? 'about.old' : 'about.at', { time })}
    </p>
  );
}
