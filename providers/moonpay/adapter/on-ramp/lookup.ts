import type { Instant } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Observation } from '@diboas/orchestration';
import { ProviderRefusalError } from '@diboas/providers-kit';
import { z } from 'zod';
import type { MoonpayConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { referenceOf } from './reference.ts';
import { openOrder } from './submit.ts';
import { observeTransaction } from './transaction.ts';

/** Its guide says that a list answers, since the id is not unique; its specification shows one transaction alone. */
const answerSchema = z.union([
  z.object({ list: z.array(z.unknown()) }).transform(({ list }) => list),
  z.looseObject({ id: z.string() }).transform((one) => [one]),
]);

/**
 * Asks MoonPay what was bought under the attempt's reference. Nothing is before the person has begun. While we do not know
 * that the link was given (no reference yet), nobody has it: nothing can come of it, and the same submission signs it again,
 * so that is `not_found`. Once we have given it out, the order is open.
 */
export async function lookUpOrder(
  connection: MoonpayConnection,
  lookup: Lookup,
  now: () => Instant,
): Promise<LookupAnswer> {
  const reference = referenceOf(lookup);
  if (lookup.reference !== null && lookup.reference !== reference) {
    return { kind: 'unknown', detail: `BUG: ${lookup.reference} is not the reference of this attempt` };
  }
  let answered: readonly unknown[];
  try {
    const read = answerSchema.safeParse(
      await connection.get(`/v1/transactions/ext/${encodeURIComponent(reference)}`),
    );
    if (!read.success)
      return { kind: 'unknown', detail: 'the transactions could not be read', isAnswered: true };
    answered = read.data;
  } catch (error) {
    // "This call will return an error if no transaction with the supplied identifier exists."
    if (!(error instanceof ProviderRefusalError && error.status === 404)) {
      return { kind: 'unknown', detail: sortFault(error, now()).detail };
    }
    answered = [];
  }
  return answerOf(answered, reference, lookup.reference !== null);
}

/** One link may be used again, and each use is a purchase of its own: the one that came furthest counts, and all that moved. */
function answerOf(transactions: readonly unknown[], reference: string, isGivenOut: boolean): LookupAnswer {
  const observed: Observation[] = [];
  for (const transaction of transactions) {
    const observation = observeTransaction(transaction, reference);
    if (!observation.ok) return { kind: 'unknown', detail: observation.refusal, isAnswered: true };
    observed.push(observation.value);
  }
  const [first] = observed.toSorted((one, other) => rankOf(other) - rankOf(one));
  if (!first)
    return isGivenOut ? { kind: 'found', observation: openOrder(reference, null) } : { kind: 'not_found' };
  return {
    kind: 'found',
    observation: { ...first, movements: observed.flatMap(({ movements }) => movements) },
  };
}

function rankOf({ stage, end }: Observation): number {
  if (stage === 'ended') return end === 'done' ? 3 : 0;
  return stage === 'working' ? 2 : 1;
}
