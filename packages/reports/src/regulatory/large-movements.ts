// Who moved much on one banking day: what came to a person's balances, and what left them, each summed up.
import { addDays, type Calendar, type CalendarDay, instantAt, localAt, openDayFrom } from '@diboas/calendars';
import { type Asset, accept, type Instant, type Money, money, type Outcome } from '@diboas/kernel';
import { checkPeriod, type Difference } from '../books/adds-up.ts';
import {
  type AccountMovement,
  isWithin,
  movementsOf,
  type Period,
  type PeriodBooks,
} from '../books/books.ts';
import type { DocumentOperation } from '../words/words.ts';
import { countedAs, type LargeMovementRules } from './large-movement-rules.ts';

export interface LargeMovement {
  readonly customerId: string;
  readonly direction: 'in' | 'out';
  /** What it counts for by the rules, in USD. */
  readonly counted: Money;
  /** Of each asset, how much of it moved. */
  readonly amounts: readonly Money[];
  readonly movements: readonly AccountMovement[];
}

/**
 * The moments that belong to a banking day: of the day by the banks' clock, and of the closed days right before it, which
 * are told of with it. Null for a day on which banks are closed.
 */
export function periodOfBankingDay(calendar: Calendar, day: CalendarDay): Period | null {
  if (!calendar.isOpen(day)) return null;
  let first = day;
  while (openDayFrom(calendar, addDays(first, -1)) === day) first = addDays(first, -1);
  return { from: startOf(first, calendar), until: startOf(addDays(day, 1), calendar) };
}

/** The banking day that a moment belongs to. */
export function bankingDayAt(calendar: Calendar, at: Instant): CalendarDay {
  return openDayFrom(calendar, localAt(at, calendar.zone).day);
}

/** What stays its person's, in another asset, at another place or on another network: it leaves and comes at whoever does it. */
const STAYS_THEIRS: ReadonlySet<string> = new Set<DocumentOperation>([
  'BUY_CRYPTO',
  'SELL_CRYPTO',
  'START_STRATEGY',
  'STOP_STRATEGY',
  'BRIDGE',
]);

/**
 * People whose movements one way come to the threshold or more. Counted is what crosses the edge of a person's balances: to
 * and from outside and other people. What moves between balances of one person, what is traded, put into a strategy, taken out or
 * brought to another network, and fees, are no movement of theirs.
 */
export function findLargeMovements(
  period: Period,
  books: PeriodBooks,
  rules: LargeMovementRules,
): Outcome<readonly LargeMovement[], Difference> {
  const checked = checkPeriod(period, books);
  if (!checked.ok) return checked;
  const counted = movementsOf(books.transfers)
    .filter(
      ({ transfer, with: other }) => isWithin(period, transfer.at) && other !== 'own' && other !== 'fee',
    )
    .filter(({ transfer }) => !STAYS_THEIRS.has(transfer.operation));
  const groups = Map.groupBy(
    counted,
    ({ account, units }) => `${account.owner} ${units > 0n ? 'in' : 'out'}`,
  );
  const found = [...groups.values()].flatMap((movements) => {
    const [first] = movements;
    return first ? [sumUp(first, movements, rules)] : [];
  });
  return accept(
    found
      .filter((one) => one.counted.units >= rules.threshold.units)
      .toSorted((left, right) =>
        compare(`${left.customerId} ${left.direction}`, `${right.customerId} ${right.direction}`),
      ),
  );
}

function sumUp(
  first: AccountMovement,
  movements: readonly AccountMovement[],
  rules: LargeMovementRules,
): LargeMovement {
  const amounts = [...Map.groupBy(movements, ({ account }) => account.asset)].map(([asset, some]) =>
    money(asset, sumSizes(some)),
  );
  return {
    customerId: first.account.owner,
    direction: first.units > 0n ? 'in' : 'out',
    counted: money(
      'USD',
      amounts.reduce((sum, amount) => sum + countedAs(rules, amount).units, 0n),
    ),
    amounts: amounts.toSorted((left, right) => compare(left.asset satisfies Asset, right.asset)),
    movements,
  };
}

/** What moved, whichever way. */
export function sumSizes(movements: readonly AccountMovement[]): bigint {
  return movements.reduce((sum, { units }) => sum + (units < 0n ? -units : units), 0n);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function startOf(day: CalendarDay, { zone }: Calendar): Instant {
  return instantAt(day, '00:00', zone);
}
