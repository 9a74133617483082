import type { StreamOptions } from './stream.ts';

type Reader = StreamOptions['reader'];

/** Reads that screens of one person share: all of them are woken by the same change, and ask the same. */
export interface SharedReads {
  readonly reader: Reader;
  /** Something may have changed: what was asked before this is not the answer to what is asked from now on. */
  noteChange(): void;
}

/** The same question, asked while it is being answered and before anything changed again, is asked once. */
export function shareReads({ changesAfter, lastSeq, transactionsNamed }: Reader): SharedReads {
  const underWay = new Map<string, Promise<unknown>>();
  let changes = 0;
  function once<Value>(question: string, ask: () => Promise<Value>): Promise<Value> {
    const key = `${changes} ${question}`;
    // Under one key there is only ever what this same question answers.
    const asked = underWay.get(key) as Promise<Value> | undefined;
    if (asked) return asked;
    const answer = ask().finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  }
  return {
    reader: {
      changesAfter: (customerId, from) =>
        once(`changes ${customerId} ${from.seq} ${from.limit}`, () => changesAfter(customerId, from)),
      lastSeq: (customerId) => once(`last ${customerId}`, () => lastSeq(customerId)),
      transactionsNamed: (customerId, ids) =>
        once(`named ${customerId} ${ids.join(' ')}`, () => transactionsNamed(customerId, ids)),
    },
    noteChange() {
      changes += 1;
    },
  };
}
