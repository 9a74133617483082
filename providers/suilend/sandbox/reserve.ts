// What becomes of a reserve by a deposit, a redemption and time. Source: `reserve.move`, `reserve_config.move` and `rate_limiter.move`.
import { accept, assert, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { cut, hundredths, ONE, over, points, power, times, whole } from './fixed.ts';
import type { KeptMarket, KeptReserve } from './layout.ts';

const YEAR_S = 365n * 24n * 60n * 60n;

/** Nobody takes the last of it, or of the cTokens. */
export const LEAST_LEFT = 100n;

/** Codes of aborts, by the module that has them. */
export const ABORTS = {
  version: { module: 'lending_market', code: 1n },
  too_small: { module: 'lending_market', code: 2n },
  wrong_type: { module: 'lending_market', code: 3n },
  over_limit: { module: 'reserve', code: 2n },
  least_left: { module: 'reserve', code: 5n },
  over_rate: { module: 'rate_limiter', code: 2n },
} as const;

export type AbortName = keyof typeof ABORTS;

/** The figures of a reserve that these acts change: whole units, and numbers with 18 digits behind the point. */
export interface Figures {
  readonly available: bigint;
  readonly ctokens: bigint;
  readonly borrowed: bigint;
  readonly fees: bigint;
  readonly rate: bigint;
  readonly at: bigint;
}

export function figuresOf(reserve: KeptReserve): Figures {
  return {
    available: BigInt(reserve.available_amount),
    ctokens: BigInt(reserve.ctoken_supply),
    borrowed: BigInt(reserve.borrowed_amount.value),
    fees: BigInt(reserve.unclaimed_spread_fees.value),
    rate: BigInt(reserve.cumulative_borrow_rate.value),
    at: BigInt(reserve.interest_last_update_timestamp_s),
  };
}

export function withFigures(reserve: KeptReserve, { available, ctokens, ...figures }: Figures): KeptReserve {
  return {
    ...reserve,
    available_amount: `${available}`,
    ctoken_supply: `${ctokens}`,
    borrowed_amount: { value: `${figures.borrowed}` },
    unclaimed_spread_fees: { value: `${figures.fees}` },
    cumulative_borrow_rate: { value: `${figures.rate}` },
    interest_last_update_timestamp_s: `${figures.at}`,
  };
}

export function configOf({ config }: KeptReserve) {
  assert(config.element, 'a reserve has a configuration');
  return config.element;
}

export const totalOf = ({ available, borrowed, fees }: Figures): bigint => whole(available) + borrowed - fees;

/** What a cToken is worth. */
function priceOf(figures: Figures): bigint {
  return figures.ctokens === 0n ? ONE : over(totalOf(figures), whole(figures.ctokens));
}

/** A year's rate of what is borrowed, between the two corners of its curve that the part which is lent out lies between. */
function borrowRate(reserve: KeptReserve, lentOut: bigint): bigint {
  const { interest_rate_utils: corners, interest_rate_aprs: rates } = configOf(reserve);
  for (let right = 1; right < corners.length; right += 1) {
    const [low, high] = [
      hundredths(BigInt(corners[right - 1] ?? 0)),
      hundredths(BigInt(corners[right] ?? 0)),
    ];
    if (lentOut < low || lentOut > high) continue;
    const [from, to] = [points(BigInt(rates[right - 1] ?? 0)), points(BigInt(rates[right] ?? 0))];
    return from + times(over(lentOut - low, high - low), to - from);
  }
  throw new RangeError('The curve of a reserve goes from nothing to all.');
}

/** With the interest of all seconds since it was last counted. */
export function compounded(reserve: KeptReserve, now: Instant): Figures {
  const before = figuresOf(reserve);
  const at = BigInt(Math.floor(now / 1_000));
  if (at <= before.at) return before;
  const lent = whole(before.available) + before.borrowed;
  const lentOut = lent === 0n ? 0n : over(before.borrowed, lent);
  const growth = power(ONE + over(borrowRate(reserve, lentOut), whole(YEAR_S)), at - before.at);
  const debt = times(before.borrowed, growth - ONE);
  const fee = times(debt, points(BigInt(configOf(reserve).spread_fee_bps)));
  return {
    ...before,
    borrowed: before.borrowed + debt,
    fees: before.fees + fee,
    rate: times(before.rate, growth),
    at,
  };
}

const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** In dollars, at the higher of its two prices. */
function dollarsOf({ price, smoothed_price: smoothed, mint_decimals: digits }: KeptReserve, amount: bigint) {
  const highest = larger(BigInt(price.value), BigInt(smoothed.value));
  return over(times(highest, amount), whole(10n ** BigInt(digits)));
}

export interface Moved {
  readonly figures: Figures;
  /** What is given for what was taken. */
  readonly given: bigint;
}

export function deposit(reserve: KeptReserve, units: bigint, now: Instant): Outcome<Moved, AbortName> {
  if (units === 0n) return refuse('too_small');
  const before = compounded(reserve, now);
  const given = cut(over(whole(units), priceOf(before)));
  const figures = { ...before, available: before.available + units, ctokens: before.ctokens + given };
  const total = totalOf(figures);
  const { deposit_limit: limit, deposit_limit_usd: limitUsd } = configOf(reserve);
  if (total > whole(BigInt(limit)) || dollarsOf(reserve, total) > whole(BigInt(limitUsd)))
    return refuse('over_limit');
  return given === 0n ? refuse('too_small') : accept({ figures, given });
}

export function redeem(
  reserve: KeptReserve,
  ctokens: bigint,
  now: Instant,
): Outcome<Moved & { readonly dollars: bigint }, AbortName> {
  if (ctokens === 0n) return refuse('too_small');
  const before = compounded(reserve, now);
  const worth = times(whole(ctokens), priceOf(before));
  const given = cut(worth);
  const figures = { ...before, available: before.available - given, ctokens: before.ctokens - ctokens };
  if (figures.available < LEAST_LEFT || figures.ctokens < LEAST_LEFT) return refuse('least_left');
  return given === 0n ? refuse('too_small') : accept({ figures, given, dollars: dollarsOf(reserve, worth) });
}

type Limiter = KeptMarket['rate_limiter'];

/** What leaves within a window, and what of the window before still counts, is bounded. */
export function limited(limiter: Limiter, dollars: bigint, now: Instant): Outcome<Limiter, AbortName> {
  const at = BigInt(Math.floor(now / 1_000));
  const length = BigInt(limiter.config.window_duration);
  const passed = at - BigInt(limiter.window_start);
  const current = BigInt(limiter.cur_qty.value);
  const [start, previous, kept] =
    passed < length
      ? [at - passed, BigInt(limiter.prev_qty.value), current]
      : passed < 2n * length
        ? [at - passed + length, current, 0n]
        : [at, 0n, 0n];
  const share = over(whole(length) - whole(at - start + 1n), whole(length));
  const spent = kept + dollars;
  if (times(previous, share) + spent > whole(BigInt(limiter.config.max_outflow))) return refuse('over_rate');
  return accept({
    ...limiter,
    ...{ prev_qty: { value: `${previous}` }, window_start: `${start}`, cur_qty: { value: `${spent}` } },
  });
}
