import { area, line } from 'd3-shape';

/** A point of a line: `x` on any scale of its own, such as a time. A null is where the line is broken: nobody knows what was then. */
export interface PlottedPoint {
  readonly x: number;
  /** In whole units of whatever is drawn, however many: it is placed exactly. */
  readonly y: bigint | null;
}

/** Where a point stands: from 0 at the left and the top to 1 at the right and the bottom. Null where it is not known. */
export interface Spot {
  readonly left: number;
  readonly top: number | null;
}

/** A line as it is drawn in a box of `PLOT_WIDTH` by `PLOT_HEIGHT`, stretched to whatever room there is. */
export interface Plot {
  readonly spots: readonly Spot[];
  /** Paths of SVG: the line, and the ground between it and the bottom. Empty where nothing is known. */
  readonly line: string;
  readonly ground: string;
  /** Places in the list of the highest and the lowest, each the first where there are several; null where nothing is known. */
  readonly highest: number | null;
  readonly lowest: number | null;
}

export const PLOT_WIDTH = 1_000;
export const PLOT_HEIGHT = 400;

/** Above and below the line, so that neither its stroke nor a mark at its ends is cut off. */
const MARGIN = 0.08;

const STEPS = 1_000_000n;

export function plotOf(points: readonly PlottedPoint[]): Plot {
  const [highest, lowest] = [
    placeOf(points, (one, best) => one > best),
    placeOf(points, (one, best) => one < best),
  ];
  const scale = { high: yAt(points, highest), low: yAt(points, lowest) };
  const [first, last] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
  const spots = points.map(
    ({ x, y }): Spot => ({
      left: last > first ? (x - first) / (last - first) : 0.5,
      top: y === null ? null : topOf(y, scale),
    }),
  );
  const across = ({ left }: Spot) => left * PLOT_WIDTH;
  const down = ({ top }: Spot) => (top ?? 0) * PLOT_HEIGHT;
  const isKnown = ({ top }: Spot) => top !== null;
  const drawn = withLonePoints(spots);
  return {
    ...{ spots, highest, lowest },
    line: line<Spot>(across, down).defined(isKnown).digits(1)(drawn) ?? '',
    ground: area<Spot>().x(across).y1(down).y0(PLOT_HEIGHT).defined(isKnown).digits(1)(drawn) ?? '',
  };
}

/** The place that is nearest to a share of the width; null where there are no points. */
export function nearestPlace(spots: readonly Spot[], share: number): number | null {
  let nearest: number | null = null;
  for (const [place, { left }] of spots.entries()) {
    const best = nearest === null ? undefined : spots[nearest];
    if (best === undefined || Math.abs(left - share) < Math.abs(best.left - share)) nearest = place;
  }
  return nearest;
}

function placeOf(
  points: readonly PlottedPoint[],
  isBetter: (one: bigint, best: bigint) => boolean,
): number | null {
  let found: { readonly place: number; readonly y: bigint } | null = null;
  for (const [place, { y }] of points.entries())
    if (y !== null && (found === null || isBetter(y, found.y))) found = { place, y };
  return found?.place ?? null;
}

function yAt(points: readonly PlottedPoint[], place: number | null): bigint {
  return (place === null ? null : points[place]?.y) ?? 0n;
}

/** What never changes lies in the middle. */
function topOf(y: bigint, { high, low }: { readonly high: bigint; readonly low: bigint }): number {
  const share = high === low ? 0.5 : Number(((high - y) * STEPS) / (high - low)) / Number(STEPS);
  return MARGIN + share * (1 - 2 * MARGIN);
}

/** A point with no neighbour that is known would be a line of no length: it is drawn as a short one. */
function withLonePoints(spots: readonly Spot[]): Spot[] {
  return spots.flatMap((spot, place) => {
    const [before, after] = [spots[place - 1]?.top ?? null, spots[place + 1]?.top ?? null];
    if (spot.top === null || before !== null || after !== null) return [spot];
    return [
      { ...spot, left: Math.max(0, spot.left - 0.004) },
      { ...spot, left: Math.min(1, spot.left + 0.004) },
    ];
  });
}
