// What operators are asked of strategies: an item for each flag, opened when it is seen first and closed when it is gone.
import { formatInstant, type Id, type Instant, unreachable } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import { FLAG_ANSWERED_WITHIN_MS, type FlagCode, type LiveFlag } from './live-flags.ts';

/** What operators are asked of a strategy; it goes by itself once its flag is gone. */
export interface StrategyItem {
  readonly id: Id;
  readonly strategy: string;
  readonly cause: FlagCode;
  /** With the figures as they were when it was opened. */
  readonly detail: string;
  readonly openedAt: Instant;
  readonly deadline: Instant;
}

/** What a look at the flags of one strategy leaves behind, in one commit. */
export interface FlagLook {
  readonly strategy: string;
  readonly opened: readonly StrategyItem[];
  readonly closed: readonly StrategyItem[];
  readonly audit: readonly AuditEntry[];
}

/** What operators are asked of strategies now. */
export interface StrategyItemStore {
  /** The nearest deadline first. */
  strategyItems(): Promise<readonly StrategyItem[]>;
  /** All of it or nothing. What is opened already stays as it is, and what is closed already stays closed. */
  keepFlagLook(look: FlagLook): Promise<void>;
}

export function lookAtFlags({
  strategy,
  flags,
  items,
  now,
  createId,
}: {
  readonly strategy: string;
  readonly flags: readonly LiveFlag[];
  /** What operators are asked already, of any strategy. */
  readonly items: readonly StrategyItem[];
  readonly now: Instant;
  readonly createId: () => Id;
}): FlagLook {
  const open = items.filter((one) => one.strategy === strategy);
  const opened = flags
    .filter(({ code }) => open.every(({ cause }) => cause !== code))
    .map((flag) => ({
      ...{ id: createId(), strategy, cause: flag.code, detail: detailOf(flag) },
      ...{ openedAt: now, deadline: now + FLAG_ANSWERED_WITHIN_MS[flag.code] },
    }));
  const closed = open.filter(({ cause }) => flags.every(({ code }) => code !== cause));
  const entry = (act: string, { id: item, cause, detail }: StrategyItem): AuditEntry => ({
    ...{ id: createId(), at: now, actor: 'server', act, subject: strategy },
    detail: { item, cause, detail },
  });
  const audit = [
    ...opened.map((one) => entry('strategy_item_opened', one)),
    ...closed.map((one) => entry('strategy_item_closed', one)),
  ];
  return { strategy, opened, closed, audit };
}

/** For operators, in English as all that they read. */
function detailOf(flag: LiveFlag): string {
  switch (flag.code) {
    case 'paused':
      return 'nothing can be put in or taken out';
    case 'frozen':
      return 'nothing can be put in';
    case 'code_changed':
      return 'what runs there is not what was looked at';
    case 'nearly_all_lent':
      return `${percent(flag.lentBps)} of it is lent out`;
    case 'total_fell':
      return `what lies in it fell by ${percent(flag.fellBps)} since ${flag.since}`;
    case 'peg_off':
      return `its dollar is ${percent(flag.offBps)} off${flag.at === null ? '' : `, by a price of ${formatInstant(flag.at)}`}`;
    case 'rates_apart':
      return `its provider says ${rateText(flag.own)}, the second source ${rateText(flag.second)}`;
    default:
      return unreachable(flag);
  }
}

function percent(bps: number): string {
  return `${Math.floor(bps / 100)}.${String(bps % 100).padStart(2, '0')} %`;
}

function rateText({ ppm, at }: { readonly ppm: number; readonly at: Instant }): string {
  const sign = ppm < 0 ? '-' : '';
  const size = Math.abs(ppm);
  const whole = Math.floor(size / 10_000);
  return `${sign}${whole}.${String(size % 10_000).padStart(4, '0')} % a year at ${formatInstant(at)}`;
}
