import { type Instant, SECOND_MS } from '@diboas/kernel';

/** How long a `Retry-After` header asks to wait (RFC 9110 section 10.2.3): whole seconds, or a date. */
export function retryAfterMs(header: string | null | undefined, now: Instant): number | null {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,6}$/.test(text)) return Number(text) * SECOND_MS;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
