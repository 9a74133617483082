// What Circle takes of what crosses: nothing or a share for its word, by when that is given, and a sum for sending the mint as well.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { CctpFee } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import type { CrossingParts } from './parts.ts';
import { DOMAINS, type Way } from './way.ts';

/** One way to be attested to. */
export interface Choice {
  /** 1000 is fast, 2000 once the source network can undo it no more. */
  readonly finality: number;
  /** Minor units that Circle takes if the mint costs what it costs now, and at most. */
  readonly usual: bigint;
  readonly most: bigint;
}

/** The one of which most arrives: what is final for nothing, and what is fast only where that takes no more. */
export async function cheapest(
  { connection, now }: Pick<CrossingParts, 'connection' | 'now'>,
  { pay, from, to }: Way,
): Promise<Outcome<Choice, 'unavailable' | 'unsupported'>> {
  try {
    const fees = await connection.fees(DOMAINS[from], DOMAINS[to]);
    const [best] = fees.map((fee) => choiceOf(fee, pay.units)).toSorted(byWhatArrives);
    return best === undefined ? refuse('unsupported') : accept(best);
  } catch (error) {
    sortFault(error, now());
    return refuse('unavailable');
  }
}

function choiceOf({ finalityThreshold, minimumFee, forwardFee }: CctpFee, units: bigint): Choice {
  const share = roundedUp(units * minimumFee, 10_000n * 1_000_000n);
  return {
    finality: Number(finalityThreshold),
    usual: share + forwardFee.med,
    most: share + forwardFee.high,
  };
}

function roundedUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

function byWhatArrives(left: Choice, right: Choice): number {
  if (left.most !== right.most) return left.most < right.most ? -1 : 1;
  return left.finality - right.finality;
}
