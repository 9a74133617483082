import { type FloatStanding, floatName, type WatchedFloat } from '@diboas/orchestration';

interface Looks {
  /** All that lies with providers by the books. */
  readonly standings: readonly FloatStanding[];
  readonly before: readonly WatchedFloat[];
  readonly checks: readonly WatchedFloat[];
}

/**
 * The floats that no node has looked at since. `known` were looked at before, so somebody will; of `unknown` nobody can say: its
 * provider's first turn may be to come, as while a node starts, or no node may have that provider any more.
 */
export function awaitedLooks({ standings, before, checks }: Looks): {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
} {
  const was = new Map(before.map((one) => [floatName(one), one.lookedAt]));
  const is = new Map(checks.map((one) => [floatName(one), one.lookedAt]));
  const known = [...was].filter(([name, at]) => (is.get(name) ?? at) <= at).map(([name]) => name);
  const names = new Set(standings.map((one) => floatName(one)));
  return { known, unknown: [...names].filter((name) => !was.has(name) && !is.has(name)) };
}
