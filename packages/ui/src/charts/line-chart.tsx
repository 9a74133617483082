import './chart.css';
import { type KeyboardEvent, type PointerEvent, useCallback, useId, useMemo, useState } from 'react';
import { ChartTable } from './chart-table.tsx';
import type { ChartTexts, PointText } from './chart-texts.ts';
import {
  nearestPlace,
  PLOT_HEIGHT,
  PLOT_WIDTH,
  type Plot,
  type PlottedPoint,
  plotOf,
  type Spot,
} from './plot.ts';
import { tonesOf } from './tones.ts';
import { useTones } from './use-tones.ts';

export interface LineChartProps {
  /** What it is a chart of. */
  readonly label: string;
  readonly points: readonly PlottedPoint[];
  readonly tell: (point: PlottedPoint) => PointText;
  readonly words: ChartTexts;
}

/**
 * A line that can be looked at, felt along with the arrow keys, read as a table and heard. It takes the room it is given from the
 * first paint on, whatever it shows, and nothing of it moves by itself.
 */
export function LineChart({ label, points, tell, words }: LineChartProps) {
  const plot = useMemo(() => plotOf(points), [points]);
  const tones = useMemo(() => tonesOf(plot.spots), [plot]);
  const [cursor, setCursor] = useState<number | null>(null);
  const [isTable, setIsTable] = useState(false);
  const playing = useTones(
    tones,
    useCallback((place: number | null) => setCursor(place), []),
  );
  const tableId = useId();
  const told = points.map(tell);
  const shown = told[cursor ?? points.length - 1];
  const summary = summaryOf(told, plot, words.summary);
  return (
    <figure className="flex min-w-0 flex-col gap-2" data-chart>
      <figcaption className="visually-hidden">{`${label}. ${summary}`}</figcaption>
      <p
        className="flex min-h-6 flex-wrap items-baseline gap-x-2 text-sm"
        aria-hidden="true"
        data-chart-cursor
      >
        <span className="font-semibold">{shown?.value}</span>
        <span className="text-muted">{shown?.when}</span>
      </p>
      <Line {...{ label, plot, told, words, cursor, setCursor }} />
      <div className="flex min-h-6 flex-wrap justify-between gap-x-4 text-xs text-muted" aria-hidden="true">
        <span>{told[0]?.when}</span>
        <span>{told.at(-1)?.when}</span>
      </div>
      <Extremes told={told} plot={plot} words={words} />
      <div className="flex flex-wrap gap-x-6">
        <button
          type="button"
          className="link tap text-sm"
          aria-expanded={isTable}
          aria-controls={tableId}
          onClick={() => setIsTable(!isTable)}
        >
          {words.table}
        </button>
        {playing.canPlay ? (
          <button
            type="button"
            className="link tap text-sm"
            aria-pressed={playing.isPlaying}
            onClick={playing.toggle}
          >
            {playing.isPlaying ? words.stop : words.listen}
          </button>
        ) : null}
      </div>
      {playing.isPlaying ? <p className="text-sm text-muted">{`${words.tones} ${summary}`}</p> : null}
      <div id={tableId}>
        {isTable ? <ChartTable label={label} points={points} told={told} words={words} /> : null}
      </div>
    </figure>
  );
}

function summaryOf(
  told: readonly PointText[],
  { highest, lowest }: Plot,
  summary: ChartTexts['summary'],
): string {
  const [from, to] = [told[0], told.at(-1)];
  const [high, low] = [told[highest ?? -1], told[lowest ?? -1]];
  return from && to && high && low ? summary({ from, to, highest: high, lowest: low }) : '';
}

/** Ten steps at once. */
const PAGE = 10;

function Line({
  label,
  plot,
  told,
  words,
  cursor,
  setCursor,
}: {
  label: string;
  plot: Plot;
  told: readonly PointText[];
  words: ChartTexts;
  cursor: number | null;
  setCursor: (place: number | null) => void;
}) {
  const last = Math.max(0, told.length - 1);
  const place = cursor ?? last;
  const move = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, last);
    if (next === null) return;
    event.preventDefault();
    setCursor(next);
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setCursor(nearestPlace(plot.spots, (event.clientX - left) / width));
  };
  const here = told[place];
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-roledescription={words.kind}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={place}
      aria-valuetext={here ? `${here.when}: ${here.value}` : words.unknown}
      className="relative h-44 touch-pan-y sm:h-56"
      onKeyDown={move}
      onBlur={() => setCursor(null)}
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={() => setCursor(null)}
    >
      <svg
        className="chart-line size-full text-brand"
        viewBox={`0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path className="chart-ground" d={plot.ground} />
        <path d={plot.line} />
        {cursor === null ? null : <Cursor spot={plot.spots[cursor]} />}
      </svg>
      <Mark spot={plot.spots[plot.highest ?? -1]} kind="highest" />
      <Mark spot={plot.spots[plot.lowest ?? -1]} kind="lowest" />
    </div>
  );
}

/** Where a key leads; null for one that leads nowhere. */
function placeAfter(key: string, place: number, last: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 },
    ...{ PageDown: -PAGE, PageUp: PAGE, Home: -last, End: last },
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, place + step));
}

/** A dot is a line of no length with round ends: it stays round, however the drawing is stretched. */
function Cursor({ spot }: { spot: Spot | undefined }) {
  if (!spot) return null;
  const x = spot.left * PLOT_WIDTH;
  return (
    <>
      <path className="chart-cursor" d={`M${x} 0V${PLOT_HEIGHT}`} />
      {spot.top === null ? null : <path className="chart-dot" d={`M${x} ${spot.top * PLOT_HEIGHT}h0`} />}
    </>
  );
}

/** Marks differ in shape, and are told in words below. */
function Mark({ spot, kind }: { spot: Spot | undefined; kind: 'highest' | 'lowest' }) {
  if (!spot || spot.top === null) return null;
  const at = { left: `${spot.left * 100}%`, top: `${spot.top * 100}%` };
  return <span className={`chart-mark chart-${kind}`} style={at} aria-hidden="true" data-mark={kind} />;
}

function Extremes({ told, plot, words }: { told: readonly PointText[]; plot: Plot; words: ChartTexts }) {
  const ends = [
    { kind: 'highest', point: told[plot.highest ?? -1] },
    { kind: 'lowest', point: told[plot.lowest ?? -1] },
  ] as const;
  return (
    <ul className="flex min-h-6 flex-wrap gap-x-6 text-sm text-muted">
      {ends.map(({ kind, point }) =>
        point ? (
          <li key={kind} className="flex items-baseline gap-2">
            <span className={`chart-sign chart-${kind}`} aria-hidden="true" />
            <span>{words[kind]({ ...point, when: point.when.replaceAll(' ', '\u00a0') })}</span>
          </li>
        ) : null,
      )}
    </ul>
  );
}
