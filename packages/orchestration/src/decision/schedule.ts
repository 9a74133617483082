import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Random, SECOND_MS } from '@diboas/kernel';
import type { ProviderPace } from '../provider/provider.ts';

/** Every figure of time and count that the engine goes by. All are configuration; these are the defaults. */
export interface Pace {
  /** A submission of which nothing was heard for so long is looked up: the node may have died. */
  readonly submissionUnansweredMs: number;
  /** Sends of one attempt, and attempts of one transaction. */
  readonly sendsMax: number;
  readonly attemptsMax: number;
  /** Backoff between sends that were turned away: base, doubled each time, up to the cap. */
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** How long to wait before a provider that takes nothing now is looked at again. */
  readonly heldBackMs: number;
  /** Waits between look-ups while nobody knows whether it happened; the last one repeats. */
  readonly unknownLookupsMs: readonly number[];
  /** Waits between look-ups while the provider is at work and its webhooks should tell us. */
  readonly workingLookupsMs: readonly number[];
  /** Waits between look-ups of what was delivered and may come back. */
  readonly deliveredLookupsMs: readonly number[];
  /** After so many look-ups without an answer a person is asked. */
  readonly lookupsBeforeItem: number;
  /** After so many times the estimate a person is asked about an order that its provider is still at work on. */
  readonly overdueTimes: number;
  /** How long an order that nobody paid in time is still asked about, in case it is paid after all. */
  readonly lateFollowMs: number;
  /** How long an order of which a provider told that it failed is still asked about: its page may be tried again. */
  readonly failedFollowMs: number;
  /** After so long a failure that the provider saved under the key, and an order that it does not know, are proof. */
  readonly savedFailureMs: number;
  /** How long after a quote ended its alternatives are still good for a failover. */
  readonly failoverGraceMs: number;
  /** How long somebody is looked for who offers it once more within what was agreed. */
  readonly offersPatienceMs: number;
  /** How soon it is asked again whether somebody offers within what was agreed, while the price is beyond it. */
  readonly priceAgainMs: number;
  /** How long its person has to show who they are, a reviewer to look, and whoever knows lists to answer. */
  readonly identityPatienceMs: number;
  readonly reviewPatienceMs: number;
  readonly screeningPatienceMs: number;
  /** Whoever did not answer about who gets it is asked again after so long. */
  readonly screeningAgainMs: number;
  /** How long an operator has. */
  readonly itemDeadlineMs: number;
}

export const DEFAULT_PACE: Pace = {
  submissionUnansweredMs: 45 * SECOND_MS,
  sendsMax: 5,
  attemptsMax: 5,
  backoffBaseMs: SECOND_MS,
  backoffCapMs: MINUTE_MS,
  heldBackMs: 5 * SECOND_MS,
  unknownLookupsMs: [2, 5, 15, 30, 60, 120, 300, 600, 1_800].map((seconds) => seconds * SECOND_MS),
  workingLookupsMs: [1, 2, 5, 10, 30, 60, 180, 360].map((minutes) => minutes * MINUTE_MS),
  deliveredLookupsMs: [6, 12, 24].map((hours) => hours * HOUR_MS),
  lookupsBeforeItem: 12,
  overdueTimes: 3,
  lateFollowMs: 7 * DAY_MS,
  failedFollowMs: DAY_MS,
  savedFailureMs: HOUR_MS,
  failoverGraceMs: 15 * MINUTE_MS,
  offersPatienceMs: HOUR_MS,
  priceAgainMs: 5 * MINUTE_MS,
  identityPatienceMs: 14 * DAY_MS,
  reviewPatienceMs: 5 * DAY_MS,
  screeningPatienceMs: DAY_MS,
  screeningAgainMs: MINUTE_MS,
  itemDeadlineMs: DAY_MS,
};

/** How long the person has to pay what they confirmed, before we stop waiting. */
export const PAYMENT_WINDOW_MS = 24 * HOUR_MS;

/**
 * When to send again after `sends` sends were turned away. Exponential with equal jitter: half of the wait is
 * fixed and half is random, so that many transactions do not come back in one wave.
 */
export function nextSendAt(
  pace: Pace,
  { now, sends, random, waitMs }: { now: Instant; sends: number; random: Random; waitMs: number | null },
): Instant {
  const full = Math.min(pace.backoffCapMs, pace.backoffBaseMs * 2 ** Math.max(0, sends - 1));
  const jittered = Math.floor(full / 2 + (full / 2) * (random.uint32() / 0x1_0000_0000));
  return now + Math.max(jittered, waitMs ?? 0);
}

/** What of an attempt its next look-up waits by. */
export interface Asking {
  /** How often it was looked up since the last news, and how often of that in vain. */
  readonly lookups: number;
  readonly silent: number;
  /** Whether it may have happened or not. */
  readonly inDoubt: boolean;
  /** Whether its transaction has ended, so that only news from beyond its end is waited for. */
  readonly hasEnded: boolean;
  /** Whether it was delivered, so that only its way back is asked about; absent where it was not. */
  readonly isDelivered?: boolean;
}

/**
 * How long the next look-up waits. What a provider has taken is asked about at its own pace, where it has one; but whoever
 * does not answer, or has nothing left to do, is asked at ours.
 */
export function lookupWait(pace: Pace, own: ProviderPace | undefined, asking: Asking): number {
  const { lookups, silent, inDoubt, hasEnded, isDelivered } = asking;
  if (isDelivered) return entry(pace.deliveredLookupsMs, lookups);
  if (inDoubt) return entry(pace.unknownLookupsMs, lookups);
  if (!own || hasEnded) return entry(pace.workingLookupsMs, lookups);
  const usual = entry(own.lookupsMs, lookups);
  return silent === 0 ? usual : Math.max(usual, entry(pace.workingLookupsMs, silent - 1));
}

/** Of a table whose last entry repeats. */
function entry(table: readonly number[], index: number): number {
  return table[Math.min(index, table.length - 1)] ?? MINUTE_MS;
}
