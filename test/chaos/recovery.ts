import { isFinal } from '@diboas/orchestration';
import type { Life } from './books/lives.ts';
import type { Kill } from './cluster/disturbances.ts';

/** One transaction that was under way at a kill, and how long it then stood still. */
export interface Recovery {
  readonly transactionId: string;
  readonly what: string;
  readonly ms: number;
  /** The kill that it is counted from. */
  readonly kill: Kill;
  /** What it rested for, and what moved it in the end. */
  readonly restedFor: string | null;
  readonly movedBy: string;
}

/**
 * How long work stood still after kills: for every transaction that was under way when something was killed, the
 * time from the kill to its next commit. If more is killed before it moves, it counts from the first of them; only
 * a kill that stops all (`Kill.stopsAll`) makes it count anew, because until then nothing could have moved. What has
 * ended is not under way, however long its provider is still asked about it.
 *
 * Read from the journal after the run, so that nothing is left to what an observer happened to see. It is an upper
 * bound: what would have rested anyway (a payment that takes its time, an event that was dropped) rests in it too.
 * The slowest first.
 */
export function findRecoveries(lives: readonly Life[], kills: readonly Kill[]): Recovery[] {
  const found = lives.flatMap(({ id, journal, state }) => {
    const endedAt = state.history.find(({ status }) => isFinal(status))?.at ?? Number.POSITIVE_INFINITY;
    return journal.flatMap(({ at: next, cause }, index) => {
      const before = journal[index - 1]?.at;
      if (before === undefined || before >= endedAt) return [];
      const obstacles = kills.filter(({ at }) => at >= before && at < next);
      const counted = obstacles.findLast(({ stopsAll }) => stopsAll) ?? obstacles[0];
      if (counted === undefined) return [];
      const { what } = counted;
      const restedFor = dueAfter(journal.slice(0, index));
      // Whatever waits for its legs alone has nothing of its own to go on with: each leg is counted for itself.
      if (restedFor === null && cause === 'leg') return [];
      return [{ transactionId: id, what, ms: next - counted.at, kill: counted, restedFor, movedBy: cause }];
    });
  });
  return found.sort((left, right) => right.ms - left.ms);
}

/** Why it would have been looked at again by itself, after these commits. */
function dueAfter(journal: Life['journal']): string | null {
  const set = journal.flatMap(({ events }) => events).findLast((event) => event.type === 'due_set');
  return set?.due?.reason ?? null;
}

/** Neither ended nor with a person who was asked to look. */
export function isStuck({ status, openItems }: Life): boolean {
  return !isFinal(status) && openItems.length === 0;
}
