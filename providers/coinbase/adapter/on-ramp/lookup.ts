import type { Instant } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Observation } from '@diboas/orchestration';
import { z } from 'zod';
import type { CoinbaseConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { inCamelCase } from '../wire/spelling.ts';
import { referenceOf } from './reference.ts';
import { openOrder } from './submit.ts';
import { observeTransaction } from './transaction.ts';

const PAGE_SIZE = 100;

/** A list that never ends is a fault of the provider, and says nothing about our order. */
const PAGES_MAX = 100;

const pageSchema = z.object({ transactions: z.array(z.unknown()), nextPageKey: z.string().nullish() });

/**
 * Asks Coinbase which purchases were begun under the attempt's reference. There is none before the person has
 * opened the link. While we do not know that link (no reference yet), nobody does: nothing can come of it, and the
 * same key is the way to it, so that is `not_found`. Once we have given it out, the order is open.
 */
export async function lookUpOrder(
  connection: CoinbaseConnection,
  lookup: Lookup,
  { now, testMode }: { now: () => Instant; testMode: boolean },
): Promise<LookupAnswer> {
  const reference = referenceOf(lookup, { testMode });
  if (lookup.reference !== null && lookup.reference !== reference) {
    return { kind: 'unknown', detail: `BUG: ${lookup.reference} is not the reference of this attempt` };
  }
  try {
    const observed = await readTransactions(connection, reference);
    if (typeof observed === 'string') return { kind: 'unknown', detail: observed, isAnswered: true };
    const [first] = observed.toSorted((one, other) => rankOf(other) - rankOf(one));
    if (!first) {
      return lookup.reference === null
        ? { kind: 'not_found' }
        : { kind: 'found', observation: openOrder(reference, null) };
    }
    const movements = observed.flatMap((one) => one.movements);
    return { kind: 'found', observation: { ...first, movements } };
  } catch (error) {
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

/** Of several tries on one page the one that came furthest counts: one that failed may be followed by a good one. */
function rankOf({ stage, end }: Observation): number {
  if (stage === 'ended') return end === 'done' ? 3 : 0;
  return stage === 'working' ? 2 : 1;
}

/** All of them, or in words why that cannot be said: an unread one might be the one that succeeded. */
async function readTransactions(
  connection: CoinbaseConnection,
  reference: string,
): Promise<readonly Observation[] | string> {
  const observed: Observation[] = [];
  let pageKey = '';
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const body = await connection.listTransactions(reference, {
      pageSize: String(PAGE_SIZE),
      ...(pageKey === '' ? {} : { pageKey }),
    });
    const list = pageSchema.safeParse(inCamelCase(body));
    if (!list.success) return 'the list of transactions could not be read';
    for (const transaction of list.data.transactions) {
      const observation = observeTransaction(transaction, reference);
      if (!observation.ok) return observation.refusal.detail;
      observed.push(observation.value);
    }
    const next = list.data.nextPageKey ?? '';
    if (next === '') return observed;
    if (next === pageKey) break;
    pageKey = next;
  }
  return 'the list of transactions did not come to an end';
}
