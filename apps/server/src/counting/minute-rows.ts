import { type Clock, type Instant, MINUTE_MS } from '@diboas/kernel';

/** Rows of the audit of which there could be any number. */
export interface MinuteRows {
  /**
   * Has a row written unless one of this key was within the last minute; else it is counted. `write` is told how many
   * have none since the last row. If it fails they are told with the next one, this one too.
   */
  note(key: string, write: (unrecorded: number) => Promise<void>): Promise<void>;
}

interface Counted {
  /** When the row was written that came last. */
  readonly since: Instant;
  unrecorded: number;
}

/**
 * One row a minute and key of a node, for acts that anybody may repeat as often as they like: rows of the audit are kept
 * for ever.
 *
 * @param keysMax how many keys are remembered; beyond that the ones whose row is oldest are forgotten
 */
export function createMinuteRows({ now }: Clock, keysMax: number): MinuteRows {
  const known = new Map<string, Counted>();
  return {
    async note(key, write) {
      const at = now();
      const before = known.get(key);
      // By a clock that was put back, nobody would be on record until it has caught up.
      if (before && at >= before.since && at - before.since < MINUTE_MS) {
        before.unrecorded += 1;
        return;
      }
      const counted: Counted = { since: at, unrecorded: 0 };
      known.delete(key);
      known.set(key, counted);
      const [oldest] = known.keys();
      if (known.size > keysMax && oldest !== undefined) known.delete(oldest);
      const unrecorded = before?.unrecorded ?? 0;
      try {
        await write(unrecorded);
      } catch (error) {
        counted.unrecorded += unrecorded + 1;
        throw error;
      }
    },
  };
}
