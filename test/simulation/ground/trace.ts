import { createHash } from 'node:crypto';
import type { Instant } from '@diboas/kernel';

/**
 * What happened in a seed, line by line. The lines are kept only for a replay; their hash is always worked out, so
 * that two runs of one seed can be compared.
 */
export interface Trace {
  say(who: string, what: string): void;
  readonly lines: readonly string[];
  hash(): string;
}

/** Letters: a call for each line would cost more than what it hashes. */
const HASHED_AT_A_TIME = 65_536;

export function createTrace({
  now,
  start,
  keep,
}: {
  now: () => Instant;
  start: Instant;
  keep: boolean;
}): Trace {
  const hash = createHash('sha256');
  const lines: string[] = [];
  let unhashed = '';
  const take = (): void => {
    hash.update(unhashed);
    unhashed = '';
  };
  return {
    say(who, what) {
      const line = `${formatElapsed(now() - start)}  ${who.padEnd(9)} ${what}`;
      unhashed += line;
      if (unhashed.length > HASHED_AT_A_TIME) take();
      if (keep) lines.push(line);
    },
    lines,
    hash() {
      take();
      return hash.copy().digest('hex');
    },
  };
}

/** Days, hours, minutes, seconds and milliseconds since the seed began: 1d 03:05:07.042. */
export function formatElapsed(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two);
  return `${Math.floor(seconds / 86_400)}d ${clock.join(':')}.${String(ms % 1000).padStart(3, '0')}`;
}

/** The random end of an id, which is enough to tell ids of one seed apart. */
export function short(id: string): string {
  return id.slice(-6);
}
