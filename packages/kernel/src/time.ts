/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. Pure code receives it, and never asks for it. */
export type Instant = number;

/** Where the time comes from: the machine in production, a variable in tests and in the simulator. */
export interface Clock {
  now(): Instant;
  /**
   * Milliseconds since some moment, by a clock that nobody sets and that goes on while the process stands still. Absent where the
   * time itself is never set, as in tests.
   */
  elapsed?(): number;
}

/** For how long something took, whatever was done to the time meanwhile. */
export function elapsedBy(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now();
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** RFC 3339 in UTC with milliseconds, as it travels on the wire: 2026-11-23T05:00:00.000Z. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}
