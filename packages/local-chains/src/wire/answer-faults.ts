// Faults of the next answers, by the method that is asked. A caller cannot tell `hang` from `lose`: after the first
// nothing was done, after the second all of it was. That is the unknown which senders must live with.

export interface AnswerFault {
  /**
   * - `fail`: nothing is done, and an error of the node's own is answered.
   * - `hang`: nothing is done, and no answer comes until the caller goes or the chain stops.
   * - `lose`: it is done, and the connection is cut instead of an answer.
   */
  readonly kind: 'fail' | 'hang' | 'lose';
  /** For how many calls. At least one. */
  readonly times: number;
}

export interface AnswerFaults {
  add(method: string, fault: AnswerFault): void;
  /** The fault of this call, which is used up by it; null when it goes well. */
  take(method: string): AnswerFault['kind'] | null;
}

export function createAnswerFaults(): AnswerFaults {
  const waiting = new Map<string, AnswerFault['kind'][]>();
  return {
    add(method, { kind, times }) {
      if (!Number.isInteger(times) || times < 1) throw new RangeError(`A fault happens ${times} times.`);
      const kinds = waiting.get(method) ?? [];
      waiting.set(method, [...kinds, ...Array<AnswerFault['kind']>(times).fill(kind)]);
    },
    take: (method) => waiting.get(method)?.shift() ?? null,
  };
}
