import { formatInstant, type Instant } from '@diboas/kernel';

/** A moment as every document writes it, whatever its language: 2026-11-30 14:05 UTC. */
export function formatMomentUtc(at: Instant): string {
  const text = formatInstant(at);
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
