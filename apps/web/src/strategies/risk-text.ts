import type { RiskPartView, StrategyFlagView, StrategyView } from '@diboas/protocol';
import { formatShare } from '../money/money-text.ts';
import type { MoneyText } from '../money/use-money-text.ts';
import { formatCalendarDay } from '../time/format-time.ts';
import type { Text } from '../words/text.ts';

interface Told {
  readonly t: Text;
  readonly region: string;
  readonly money: MoneyText;
}

/** What one part of the risk is, as a sentence with the figure that it comes from. A part that a newer server knows is named plainly. */
export function riskPartText(part: RiskPartView, { t, region, money }: Told): string {
  switch (part.part) {
    case 'contracts':
      return t(`risk.contracts.${part.changeableBy}`);
    case 'audits':
      return part.newestDays === null
        ? t('risk.audits.none')
        : t('risk.audits', { count: part.count, days: part.newestDays });
    case 'age':
      return t('risk.age', { days: part.days });
    case 'size':
      return part.worth ? t('risk.size', { worth: money(part.worth) }) : t('risk.size.unknown');
    case 'peg':
      return t(`risk.peg.${part.tiedBy}`);
    case 'depth':
      return t('risk.depth', { share: formatShare(part.freeBps, region) });
    case 'exit':
      return t(`risk.exit.${part.exit}`);
    default:
      return t('risk.other');
  }
}

/** The part that weighs most against it, by its share of what it could count for. */
export function heaviestOf(parts: readonly RiskPartView[]): RiskPartView | null {
  return parts.reduce<RiskPartView | null>(
    (most, one) => (most === null || one.points * most.most > most.points * one.most ? one : most),
    null,
  );
}

/** What there is to be told of it just now, with its figure. */
export function flagText(flag: StrategyFlagView, { t, region }: Omit<Told, 'money'>): string {
  switch (flag.code) {
    case 'nearly_all_lent':
      return t('flag.nearly_all_lent', { share: formatShare(flag.lentBps, region) });
    case 'total_fell':
      return t('flag.total_fell', {
        share: formatShare(flag.fellBps, region),
        since: formatCalendarDay(flag.since, region),
      });
    case 'peg_off':
      return t('flag.peg_off', { share: formatShare(flag.offBps, region) });
    case 'paused':
    case 'frozen':
    case 'code_changed':
    case 'rates_apart':
      return t(`flag.${flag.code}`);
    default:
      return t('flag.other');
  }
}

/** Why it is not offered now, the first of the reasons first; empty where it is. */
export function notSoldTexts({ suitability }: Pick<StrategyView, 'suitability'>, t: Text): readonly string[] {
  return suitability.kind === 'sold' ? [] : suitability.why.map((why) => t(`notSold.${why}`));
}
