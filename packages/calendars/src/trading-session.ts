// When an exchange trades, moment by moment. A day of trading is its sessions one after the other, the first of which may begin
// on the evening before. Each is from its first moment to its last one, which is the first of what comes after it.
import { assert, type Instant } from '@diboas/kernel';
import { type Calendar, nextOpenDay, openDayFrom } from './calendar.ts';
import { addDays, type CalendarDay } from './day.ts';
import { tradingHours } from './trading-hours.ts';
import { instantAt, type LocalTime, localAt } from './zone.ts';

/** `regular` is the trading of the exchange itself; `overnight`, `pre` and `post` are around it; `closed` is the rest. */
export type SessionName = 'overnight' | 'pre' | 'regular' | 'post' | 'closed';

/**
 * How far around the regular session a venue takes orders with a limit. Orders at any price are taken in the regular one alone.
 * `regular`: no further. `extended`: in pre and post. `overnight`: in the night before a day of trading, too. `always`: even
 * while the exchange is closed, on weekends and holidays.
 */
export type LimitOrdersIn = 'regular' | 'extended' | 'overnight' | 'always';

/** What is taken just now: any order, one with a limit, or none. */
export type OrdersTaken = 'any' | 'limit' | 'none';

export interface TradingSession {
  readonly session: SessionName;
  readonly takes: OrdersTaken;
  /** The first moment that this is no longer so. */
  readonly until: Instant;
  /** When the regular session next opens: the one after this, where it is open now. */
  readonly opensAt: Instant;
}

/**
 * Sources: docs.dinari.com, "Market Hours & Weekend Orders", and docs.alpaca.markets, "24/5 Trading": from 4:00 to 9:30, from the
 * close to 20:00, and overnight from 20:00 of the evening before a day of trading; limit orders only. On a half day the late
 * session is over at 17:00: docs.thetadata.us, "Calendar", and others who quote the footnotes of the calendar in nyse.ts.
 */
const PRE_OPENS: LocalTime = '04:00';
const NIGHT_OPENS: LocalTime = '20:00';
const POST_CLOSES: LocalTime = '20:00';
const POST_CLOSES_ON_HALF_DAY: LocalTime = '17:00';

interface Span {
  readonly session: Exclude<SessionName, 'closed'>;
  readonly from: Instant;
  readonly until: Instant;
}

/** How an exchange trades at a moment, and what a venue takes then. */
export function whenTraded(nyse: Calendar, instant: Instant, limitOrdersIn: LimitOrdersIn): TradingSession {
  const spans = spansAround(nyse, localAt(instant, nyse.zone).day);
  const now = spans.find(({ from, until }) => from <= instant && instant < until);
  const next = spans.filter(({ from }) => from > instant);
  const session = now?.session ?? 'closed';
  return {
    session,
    takes: takenIn(session, limitOrdersIn),
    until: now?.until ?? firstOf(next),
    opensAt: firstOf(next.filter((span) => span.session === 'regular')),
  };
}

/**
 * When an order that is wanted at a moment can go: then, or when a session that takes it next begins. One at any price waits for
 * the regular session.
 */
export function whenOrderGoes(
  nyse: Calendar,
  wantedAt: Instant,
  { kind, limitOrdersIn }: { readonly kind: 'market' | 'limit'; readonly limitOrdersIn: LimitOrdersIn },
): Instant {
  let at = wantedAt;
  let { takes, until } = whenTraded(nyse, at, limitOrdersIn);
  while (takes === 'none' || (takes === 'limit' && kind === 'market')) {
    at = until;
    ({ takes, until } = whenTraded(nyse, at, limitOrdersIn));
  }
  return at;
}

function takenIn(session: SessionName, limitOrdersIn: LimitOrdersIn): OrdersTaken {
  if (session === 'regular') return 'any';
  return AROUND[limitOrdersIn].includes(session) ? 'limit' : 'none';
}

const AROUND: Readonly<Record<LimitOrdersIn, readonly SessionName[]>> = {
  regular: [],
  extended: ['pre', 'post'],
  overnight: ['pre', 'post', 'overnight'],
  always: ['pre', 'post', 'overnight', 'closed'],
};

/** The sessions of this day or, where it is none of trading, of the next one that is; and of the one after. */
function spansAround(nyse: Calendar, day: CalendarDay): readonly Span[] {
  const first = openDayFrom(nyse, day);
  return [first, nextOpenDay(nyse, first)].flatMap((one) => spansOf(nyse, one));
}

function spansOf(nyse: Calendar, day: CalendarDay): readonly Span[] {
  const hours = tradingHours(nyse, day);
  assert(hours, 'an open day has hours', { day });
  const at = (time: LocalTime, of = day): Instant => instantAt(of, time, nyse.zone);
  const [pre, opens, closes] = [at(PRE_OPENS), at(hours.opens), at(hours.closes)];
  const over = at(hours.isHalfDay ? POST_CLOSES_ON_HALF_DAY : POST_CLOSES);
  return [
    { session: 'overnight', from: at(NIGHT_OPENS, addDays(day, -1)), until: pre },
    { session: 'pre', from: pre, until: opens },
    { session: 'regular', from: opens, until: closes },
    { session: 'post', from: closes, until: over },
  ];
}

/** When the first of these begins; they are in order, and of two days of trading one is always still to come. */
function firstOf(spans: readonly Span[]): Instant {
  const [first] = spans;
  assert(first, 'a day of trading follows');
  return first.from;
}
