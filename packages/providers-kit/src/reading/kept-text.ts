import type { Instant } from '@diboas/kernel';
import { z } from 'zod';

/**
 * Text of a provider that we keep: its ids, hashes, addresses. Short, and without control characters, half
 * characters or a NUL, which no text column takes. Whatever is signed and is not like this is unreadable, and so
 * reaches a person, where it would otherwise fail again each time the provider sends it.
 */
export const keptText = z
  .string()
  .max(1_024)
  .regex(/^[^\p{C}]*$/u);

/** Where a person is sent: a web address that is kept, without anything in it that no address has. */
export const keptLink = z
  .url({ protocol: /^https?$/ })
  .max(4_096)
  .regex(/^[\x21-\x7e]+$/);

/** The name of an event or of its kind: plain, as every provider writes it, and short enough for any column. */
export const eventName = z.string().regex(/^[\x20-\x7e]{1,255}$/);

/** When an event happened, as the provider says. Never after we have heard of it, however wrong the provider's clock is. */
export function happenedAt(said: Instant, { receivedAt }: { receivedAt: Instant }): Instant {
  return Math.min(said, receivedAt);
}
