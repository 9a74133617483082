// How a reserve stands, by the word of its configuration. Source: `ReserveConfiguration.sol`, the same in 1.19.3 and 3.6.
import type { StrategyState } from '@diboas/orchestration';

export interface ReserveStanding {
  readonly state: Exclude<StrategyState, 'changed'>;
  /** Minor units that may still be put in; null where nothing bounds it. */
  readonly room: bigint | null;
}

const bit = (word: bigint, place: bigint): boolean => ((word >> place) & 1n) === 1n;
const bits = (word: bigint, place: bigint, many: bigint): bigint => (word >> place) & ((1n << many) - 1n);

/**
 * @param word the configuration, 256 bits
 * @param total what lies there with all that is owed to it, in minor units
 */
export function standingOf(word: bigint, total: bigint): ReserveStanding {
  const [isActive, isFrozen, isPaused] = [bit(word, 56n), bit(word, 57n), bit(word, 60n)];
  const unit = 10n ** bits(word, 48n, 8n);
  const cap = bits(word, 116n, 36n) * unit;
  const left = cap > total ? cap - total : 0n;
  const room = cap === 0n ? null : left;
  if (!isActive || isPaused) return { state: 'paused', room };
  if (isFrozen) return { state: 'frozen', room };
  return { state: room === null ? 'open' : 'capped', room };
}
