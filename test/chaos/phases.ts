// Where the time goes after a kill, read from the journal and from what was told of starts.
import { median, percentile } from '@diboas/testkit/figures';
import type { Life } from './books/lives.ts';
import type { Start } from './cluster/cluster.ts';
import type { Kill } from './cluster/disturbances.ts';
import type { Recovery } from './recovery.ts';

/** What went by between a kill and the next commit of one transaction that was under way. In milliseconds. */
export interface Phases {
  /** Until the plan let it be started again, and from then until it was ready. Null where it never was. */
  readonly pauseMs: number;
  readonly startMs: number | null;
  /** Until anything at all was committed: after a kill that stops all, from when it was ready. */
  readonly firstMs: number;
  /** From then until it was this transaction's turn. */
  readonly turnMs: number;
}

/** When anything was committed at all, in order. */
export function commitTimes(lives: readonly Life[]): number[] {
  return lives.flatMap(({ journal }) => journal.map(({ at }) => at)).sort((left, right) => left - right);
}

/**
 * A kill that stops all is over when what was killed is ready: the phases follow one another and add up to `ms`. While
 * one of several nodes is down the others go on, so its start is no part of what its transactions waited for.
 */
export function phasesOf(
  { kill, ms }: Recovery,
  { starts, commits }: { readonly starts: readonly Start[]; readonly commits: readonly number[] },
): Phases {
  const movedAt = kill.at + ms;
  const readyAt = starts.find(({ what, at }) => at >= kill.at && endsOutage(kill, what))?.at ?? null;
  const from = kill.stopsAll && readyAt !== null ? Math.min(movedAt, readyAt) : kill.at;
  const firstAt = Math.min(movedAt, commits.find((at) => at >= from) ?? movedAt);
  return {
    pauseMs: kill.pauseMs,
    startMs: readyAt === null ? null : Math.max(0, readyAt - kill.at - kill.pauseMs),
    firstMs: firstAt - from,
    turnMs: movedAt - firstAt,
  };
}

/** After all nodes were killed at once, the first that is ready goes on with the work of all. */
function endsOutage({ what, stopsAll }: Kill, started: string): boolean {
  return started === what || (stopsAll && isNode(what) && isNode(started));
}

function isNode(what: string): boolean {
  return what.startsWith('node ');
}

const COLUMNS = ['times', 'next commit', 'down by plan', 'its start', 'first commit', 'own turn'] as const;

/** A line for each kind of what was killed, and one for each reason for which transactions waited for their turn. */
export function tellPhases(
  recoveries: readonly Recovery[],
  known: { readonly starts: readonly Start[]; readonly commits: readonly number[] },
): string[] {
  const measured = recoveries.map((one) => ({ one, phases: phasesOf(one, known) }));
  const byKind = [...Map.groupBy(measured, ({ one }) => kindOf(one.kill))].map(([kind, all]) => [
    kind,
    String(all.length),
    spread(all.map(({ one }) => one.ms)),
    spread(all.map(({ phases }) => phases.pauseMs)),
    spread(all.flatMap(({ phases: { startMs } }) => (startMs === null ? [] : [startMs]))),
    spread(all.map(({ phases }) => phases.firstMs)),
    spread(all.map(({ phases }) => phases.turnMs)),
  ]);
  const byReason = [...Map.groupBy(measured, ({ one }) => reasonOf(one))]
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([reason, all]) => [reason, String(all.length), spread(all.map(({ phases }) => phases.turnMs))]);
  return [
    'Where the time goes after a kill, in ms, median / p95:',
    ...table([['after a kill of', ...COLUMNS], ...byKind]),
    'What the own turn was, by what was waited for and what came:',
    ...table([['waited for, moved by', 'times', 'own turn'], ...byReason]),
  ];
}

function kindOf({ what, stopsAll }: Kill): string {
  if (!isNode(what)) return what;
  return stopsAll ? 'all nodes' : 'one node';
}

function reasonOf({ restedFor, movedBy }: Recovery): string {
  return `${restedFor ?? 'nothing'}, ${movedBy}`;
}

function spread(figures: readonly number[]): string {
  return figures.length === 0 ? '-' : `${median(figures)} / ${percentile(figures, 0.95)}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
