// How risky a strategy is: points a part, each with the figure that it comes from, so that a level can be explained and checked by
// hand. No part outweighs what alone makes a strategy medium or high.
import { dayAt, daysBetween } from '@diboas/calendars';
import { type Instant, type Money, scaleUnits, unitsPerOne } from '@diboas/kernel';
import type { StrategyFacts } from '@diboas/orchestration';
import type { ChangeableBy, RiskFile, TiedBy } from './risk-file.ts';

export const RISK_LEVELS = ['low', 'medium', 'high'] as const;

export type RiskLevel = (typeof RISK_LEVELS)[number];

interface Points {
  /** The fewer the safer. */
  readonly points: number;
  /** As many as the part can have. */
  readonly most: number;
  /** What the whole is at least, whatever its other parts are; null where this part alone decides nothing. */
  readonly atLeast: RiskLevel | null;
}

/** One part of what is known of a strategy, with what it counts for. */
export type RiskPart = Points &
  (
    | { readonly part: 'contracts'; readonly changeableBy: ChangeableBy }
    /** `newestDays`: how long ago the newest is; null where there is none. */
    | { readonly part: 'audits'; readonly count: number; readonly newestDays: number | null }
    | { readonly part: 'age'; readonly days: number }
    /** In US dollars; null where nobody knows what it is worth. */
    | { readonly part: 'size'; readonly worth: Money | null }
    | { readonly part: 'peg'; readonly tiedBy: TiedBy }
    /** How much of it could be taken out now. */
    | { readonly part: 'depth'; readonly freeBps: number }
    | { readonly part: 'exit'; readonly exit: StrategyFacts['exit'] }
  );

export interface RiskAssessment {
  readonly level: RiskLevel;
  readonly points: number;
  readonly most: number;
  /** One of each, always in the same order. */
  readonly parts: readonly RiskPart[];
}

/** As many points as these, and no more, are low and medium. */
export const LEVEL_LIMITS = { low: 6, medium: 12 } as const;

export interface AssessedBy {
  readonly file: RiskFile;
  readonly facts: Pick<StrategyFacts, 'total' | 'free' | 'exit'>;
  /** All that lies in it, in US dollars; null where nobody knows a price. */
  readonly worth: Money | null;
  readonly now: Instant;
}

export function assessRisk(by: AssessedBy): RiskAssessment {
  const parts = [
    contractsPart(by),
    auditsPart(by),
    agePart(by),
    sizePart(by),
    pegPart(by),
    depthPart(by),
    exitPart(by),
  ];
  const points = parts.reduce((sum, one) => sum + one.points, 0);
  const most = parts.reduce((sum, one) => sum + one.most, 0);
  const levels = [levelOf(points), ...parts.flatMap(({ atLeast }) => atLeast ?? [])];
  return { level: highestOf(levels), points, most, parts };
}

/** Whether the one is above the other. */
export function isAbove(level: RiskLevel, other: RiskLevel): boolean {
  return RISK_LEVELS.indexOf(level) > RISK_LEVELS.indexOf(other);
}

function levelOf(points: number): RiskLevel {
  if (points <= LEVEL_LIMITS.low) return 'low';
  return points <= LEVEL_LIMITS.medium ? 'medium' : 'high';
}

function highestOf(levels: readonly RiskLevel[]): RiskLevel {
  return levels.reduce((highest, one) => (isAbove(one, highest) ? one : highest), 'low');
}

const BY_CHANGE: Readonly<Record<ChangeableBy, Points>> = {
  nobody: { points: 0, most: 3, atLeast: null },
  vote_with_delay: { points: 1, most: 3, atLeast: null },
  few: { points: 3, most: 3, atLeast: 'medium' },
};

function contractsPart({ file: { changeableBy } }: AssessedBy): RiskPart {
  return { part: 'contracts', changeableBy, ...BY_CHANGE[changeableBy] };
}

/** A report says nothing of what was written after it. */
const AUDIT_OLD_DAYS = 730;

function auditsPart({ file: { audits }, now }: AssessedBy): RiskPart {
  const ages = audits.map(({ on }) => daysBetween(on, dayAt(now)));
  const count = ages.length;
  const newestDays = count === 0 ? null : Math.min(...ages);
  const byCount = pointsFrom(count, [3, 2, 1]);
  const forAge = newestDays !== null && newestDays > AUDIT_OLD_DAYS ? 1 : 0;
  const points = count === 0 ? 5 : byCount + forAge;
  return { part: 'audits', count, newestDays, points, most: 5, atLeast: count === 0 ? 'high' : null };
}

function agePart({ file: { openSince }, now }: AssessedBy): RiskPart {
  const days = Math.max(0, daysBetween(openSince, dayAt(now)));
  const points = pointsFrom(days, [730, 365, 180, 30]);
  return { part: 'age', days, points, most: 4, atLeast: days < 180 ? 'medium' : null };
}

/** What is small can be emptied by few, and was tried by few. */
function sizePart({ worth }: AssessedBy): RiskPart {
  const dollars = worth === null ? 0 : Number(worth.units / unitsPerOne(worth.asset));
  return { part: 'size', worth, points: pointsFrom(dollars, [1e8, 1e7, 1e6]), most: 3, atLeast: null };
}

const BY_PEG: Readonly<Record<TiedBy, Points>> = {
  reserves: { points: 1, most: 5, atLeast: null },
  collateral: { points: 2, most: 5, atLeast: null },
  algorithm: { points: 5, most: 5, atLeast: 'high' },
  own_price: { points: 3, most: 5, atLeast: 'medium' },
};

function pegPart({ file: { tiedBy } }: AssessedBy): RiskPart {
  return { part: 'peg', tiedBy, ...BY_PEG[tiedBy] };
}

function depthPart({ facts: { total, free } }: AssessedBy): RiskPart {
  const freeBps = shareBps(free.units, total.units);
  return { part: 'depth', freeBps, points: pointsFrom(freeBps, [2_000, 1_000, 500]), most: 3, atLeast: null };
}

function exitPart({ facts: { exit } }: AssessedBy): RiskPart {
  return { part: 'exit', exit, points: exit === 'queue' ? 2 : 1, most: 2, atLeast: null };
}

/** None from the first bound on, one from the second, and one more than there are bounds below the last. */
function pointsFrom(figure: number, bounds: readonly number[]): number {
  const reached = bounds.findIndex((bound) => figure >= bound);
  return reached < 0 ? bounds.length : reached;
}

/** In basis points, rounded down; all of what holds nothing is free. */
export function shareBps(part: bigint, whole: bigint): number {
  if (whole <= 0n) return 10_000;
  return Number(scaleUnits(10_000n, { numerator: part, denominator: whole, rounding: 'down' }));
}
