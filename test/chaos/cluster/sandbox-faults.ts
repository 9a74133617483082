import { type Random, randomBelow } from '@diboas/kernel';

/** How exchanges fill what comes to them, from the seed: half of it where that is so, once in three times. */
export function chooseMarkets(random: Random): 'plain' | 'halves' {
  return randomBelow(random, 3) === 0 ? 'halves' : 'plain';
}

/**
 * What goes wrong at the provider beside being killed: a different mix each time, from the seed. Probabilities are
 * small, so that most orders meet one fault or none and many meet several in a run. Every kind that says neither
 * yes nor no is here, before and after the execution.
 */
export function chooseFaults(random: Random): object[] {
  const upTo = (percent: number) => randomBelow(random, percent * 10 + 1) / 1_000;
  const orders = { method: 'POST' };
  const reads = { method: 'GET' };
  return [
    { kind: 'latency', ms: 50 + randomBelow(random, 700), probability: upTo(40), match: orders },
    ...(['timeout_before', 'timeout_after', 'reset_before', 'reset_after'] as const).map((kind) => ({
      kind,
      probability: upTo(5),
      match: orders,
    })),
    ...(['server_error_before', 'server_error_after', 'rate_limit'] as const).map((kind) => ({
      kind,
      probability: upTo(5),
      match: orders,
    })),
    { kind: 'reset_before', probability: upTo(4), match: reads },
    { kind: 'server_error_before', probability: upTo(4), match: reads },
    { kind: 'wrong_amount', bps: -100, probability: upTo(1) },
    { kind: 'reject_session', at: 'fulfillment', probability: upTo(2) },
    { kind: 'duplicate_webhook', copies: 2, probability: upTo(20) },
    { kind: 'late_webhook', ms: 500 + randomBelow(random, 1_500), probability: upTo(15) },
    { kind: 'reordered_webhooks', ms: 1_500, probability: upTo(15) },
    { kind: 'drop_webhook', probability: upTo(10) },
    { kind: 'forged_webhook', probability: upTo(15) },
  ];
}
