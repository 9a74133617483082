import { HOUR_MS, type Instant, SECOND_MS } from '@diboas/kernel';

/** A header may slow us down; it may not put a person's money off for days, as a clock gone wrong would. */
const WAIT_MAX_MS = HOUR_MS;

/** As HTTP writes a date today: Mon, 23 Nov 2026 05:00:00 GMT. */
const HTTP_DATE = /^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$/;

/**
 * How long a `Retry-After` header asks to wait (RFC 9110 section 10.2.3): whole seconds, or a date. At most an hour;
 * null when it cannot be read.
 */
export function retryAfterMs(header: string | null | undefined, now: Instant): number | null {
  const text = header?.trim() ?? '';
  const waitMs = /^[0-9]{1,6}$/.test(text) ? Number(text) * SECOND_MS : untilDate(text, now);
  return waitMs === null ? null : Math.min(Math.max(0, waitMs), WAIT_MAX_MS);
}

function untilDate(text: string, now: Instant): number | null {
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at - now;
}
