import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import type { KrakenConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { lookAtOrder, ordersNamed } from './orders.ts';
import type { TradingContext } from './submit.ts';

/** Kraken stamps orders with its own clock, which may be behind ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * How long after an attempt began a list without its order says nothing: what was sent may be on its way until its deadline,
 * clocks are apart, and lists are behind.
 */
export const LIST_LAG_MS = MINUTE_MS;

/**
 * Asks Kraken about an attempt: by its own name of the order when we have it, and else by ours, among what is open and what has
 * ended. More than one order of a name is a person's to look at.
 */
export async function lookUpTrade(
  connection: KrakenConnection,
  { attemptId: key, reference, startedAt }: Lookup,
  { sends, usdcNetwork, now }: TradingContext,
): Promise<LookupAnswer> {
  const ours = { key, usdcNetwork };
  const mayBeUnderWay = isRecent(startedAt, now()) || sends.isUnderWay(key);
  try {
    if (reference !== null) return await lookAtOrder(connection, reference, ours);
    const named = await ordersNamed(connection, key, startedAt - CLOCK_SKEW_MS);
    if (named === null) return { kind: 'unknown', detail: 'the lists of orders could not be read' };
    const [one, ...more] = named;
    if (more.length > 0)
      return { kind: 'unknown', detail: `more than one order of ${key}`, isAnswered: true };
    if (one !== undefined) return await lookAtOrder(connection, one, ours);
    return mayBeUnderWay
      ? { kind: 'unknown', detail: 'not listed, and it may be on its way' }
      : { kind: 'not_found' };
  } catch (error) {
    // Also when Kraken denies an order that it named itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

function isRecent(startedAt: Instant, now: Instant): boolean {
  return now < startedAt + LIST_LAG_MS;
}
