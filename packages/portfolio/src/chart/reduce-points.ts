import { assert } from '@diboas/kernel';

/** A point of a line. A null is where the line is broken: what was then is not known. */
export interface ChartPoint {
  readonly x: number;
  readonly y: bigint | null;
}

/** Of each stretch of points, those that are kept: its lowest, its highest, and where it is broken first. */
const KEPT_A_STRETCH = 3;

/** The first and the last, and one stretch between. */
export const LEAST_POINTS = 2 + KEPT_A_STRETCH;

/**
 * At most so many points of a line, for drawing: the first, the last, and of each of even stretches between them the lowest, the
 * highest, and the first place where it is broken. So the highest and the lowest of all are there, every peak is a point that
 * was, and no break is drawn over. In the order they came in; all of them where they are few enough.
 */
export function reducePoints<Point extends ChartPoint>(points: readonly Point[], most: number): Point[] {
  assert(Number.isInteger(most) && most >= LEAST_POINTS, 'too few points for a line', { most });
  if (points.length <= most) return [...points];
  const stretches = Math.floor((most - 2) / KEPT_A_STRETCH);
  const between = points.length - 2;
  const kept = [0, points.length - 1];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = 1 + Math.floor((stretch * between) / stretches);
    const until = 1 + Math.floor(((stretch + 1) * between) / stretches);
    kept.push(...keptOf(points, from, until));
  }
  const order = [...new Set(kept)].sort((left, right) => left - right);
  return order.flatMap((index) => points[index] ?? []);
}

/** Places of what is kept of points from one place to before another. */
function keptOf(points: readonly ChartPoint[], from: number, until: number): number[] {
  let lowest: { readonly y: bigint; readonly at: number } | null = null;
  let highest: { readonly y: bigint; readonly at: number } | null = null;
  let broken: number | null = null;
  for (let at = from; at < until; at += 1) {
    const y = points[at]?.y ?? null;
    if (y === null) {
      broken ??= at;
      continue;
    }
    if (lowest === null || y < lowest.y) lowest = { y, at };
    if (highest === null || y > highest.y) highest = { y, at };
  }
  return [lowest?.at, highest?.at, broken].filter((at) => at !== null && at !== undefined);
}
