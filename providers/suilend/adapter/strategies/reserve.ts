// What a reserve comes to at a moment, as its own code counts it. Source: `reserve.move`, `reserve_config.move` and `rate_limiter.move`.
import { largerUnits, smallerUnits } from '@diboas/kernel';
import type { MarketContents, ReserveConfig, ReserveContents } from '../wire/layout.ts';
import { div, floor, mul, pow, WAD, wad, wadOfBps, wadOfPercent } from './wad.ts';

const YEAR_S = 365n * 24n * 60n * 60n;

/** What is always left there. */
const LEAST_LEFT = 100n;

/** A reserve with all interest to a moment. */
export interface ReserveNow {
  readonly available: bigint;
  readonly ctokens: bigint;
  readonly borrowed: bigint;
  readonly unclaimedFees: bigint;
}

/** @param atS seconds since 1970, of the chain's own clock */
export function accrued(reserve: ReserveContents, config: ReserveConfig, atS: bigint): ReserveNow {
  const { available, ctokens, borrowed, unclaimedFees, compoundedAtS } = reserve;
  const now = { available, ctokens, borrowed: borrowed.value, unclaimedFees: unclaimedFees.value };
  const elapsed = atS - compoundedAtS;
  if (elapsed <= 0n) return now;
  const rate = pow(WAD + div(borrowApr(config, utilisation(now)), wad(YEAR_S)), elapsed);
  const debt = mul(now.borrowed, rate - WAD);
  return {
    ...now,
    borrowed: now.borrowed + debt,
    unclaimedFees: now.unclaimedFees + mul(debt, wadOfBps(config.spreadFeeBps)),
  };
}

function utilisation({ available, borrowed }: Pick<ReserveNow, 'available' | 'borrowed'>): bigint {
  const lent = wad(available) + borrowed;
  return lent === 0n ? 0n : div(borrowed, lent);
}

/** By straight lines between the corners of the reserve's curve. */
function borrowApr({ utilPercents, aprBps }: ReserveConfig, used: bigint): bigint {
  const corners = utilPercents.map((percent, index) => ({
    util: wadOfPercent(percent),
    apr: wadOfBps(aprBps[index] ?? 0n),
  }));
  const right = corners.findIndex(({ util }, index) => index > 0 && used <= util);
  const [left, end] = [corners[right - 1], corners[right]];
  if (left === undefined || end === undefined) return corners.at(-1)?.apr ?? 0n;
  const weight = div(used - left.util, end.util - left.util);
  return left.apr + mul(weight, end.apr - left.apr);
}

/** All that lies there for those who lend, in units with 18 digits behind the point. */
function supplied({ available, borrowed, unclaimedFees }: ReserveNow): bigint {
  return wad(available) + borrowed - unclaimedFees;
}

export function totalUnits(now: ReserveNow): bigint {
  return floor(supplied(now));
}

function ctokenRatio(now: ReserveNow): bigint {
  return now.ctokens === 0n ? WAD : div(supplied(now), wad(now.ctokens));
}

/** What so many cTokens are redeemed for. */
export function worthOf(now: ReserveNow, ctokens: bigint): bigint {
  return floor(mul(wad(ctokens), ctokenRatio(now)));
}

/** The cTokens that so much is put in for, and no more than which are redeemed for so much. */
export function ctokensFor(now: ReserveNow, units: bigint): bigint {
  return floor(div(wad(units), ctokenRatio(now)));
}

/**
 * What lenders earn a year by the market's own formula, in millionths: what borrowers pay, less what is kept of it, by the part that is
 * lent out. Without interest on interest, as Suilend itself shows it.
 */
export function supplyPpm(now: ReserveNow, config: ReserveConfig): number {
  const used = utilisation(now);
  const apr = mul(mul(WAD - wadOfBps(config.spreadFeeBps), borrowApr(config, used)), used);
  return Number((apr * 1_000_000n) / WAD);
}

type Priced = Pick<ReserveContents, 'price' | 'smoothedPrice' | 'mintDecimals'>;

function highestPrice({ price, smoothedPrice }: Priced): bigint {
  return largerUnits(price.value, smoothedPrice.value);
}

/** Dollars in units, at the higher of both prices. */
function unitsOf(reserve: Priced, dollars: bigint): bigint {
  const scaled = mul(wad(10n ** BigInt(reserve.mintDecimals)), dollars);
  return floor(div(scaled, highestPrice(reserve)));
}

const U64_MAX = 2n ** 64n - 1n;

/** What may still be put in; null where nothing bounds it. */
export function roomIn(now: ReserveNow, reserve: Priced, config: ReserveConfig): bigint | null {
  const total = supplied(now);
  const dollars = div(mul(highestPrice(reserve), total), wad(10n ** BigInt(reserve.mintDecimals)));
  const rooms = [
    ...(config.depositLimit === U64_MAX ? [] : [floor(wad(config.depositLimit) - total)]),
    ...(config.depositLimitUsd === U64_MAX ? [] : [unitsOf(reserve, wad(config.depositLimitUsd) - dollars)]),
  ];
  const [room] = rooms.toSorted((left, right) => (left < right ? -1 : 1));
  return room === undefined ? null : largerUnits(room, 0n);
}

/** What could be taken out now: what is not lent out, and no more than may leave the market within its window. */
export function freeIn(
  now: ReserveNow,
  { rateLimiter }: Pick<MarketContents, 'rateLimiter'>,
  { reserve, atS }: { readonly reserve: Priced; readonly atS: bigint },
): bigint {
  const there = largerUnits(now.available - LEAST_LEFT, 0n);
  return smallerUnits(there, unitsOf(reserve, outflowLeft(rateLimiter, atS)));
}

/** In dollars. What left in the window before counts by how much of it is less than a window ago. */
function outflowLeft(
  { config: { windowS, outflowMost }, before, startedAtS, current }: MarketContents['rateLimiter'],
  atS: bigint,
): bigint {
  const windows = (atS - startedAtS) / windowS;
  const [startS, earlier, own] =
    windows <= 0n
      ? [startedAtS, before.value, current.value]
      : windows === 1n
        ? [startedAtS + windowS, current.value, 0n]
        : [atS, 0n, 0n];
  const weight = div(wad(windowS - (atS - startS + 1n)), wad(windowS));
  return largerUnits(wad(outflowMost) - mul(earlier, weight) - own, 0n);
}
