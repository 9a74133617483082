/** One engine that is measured: it can do work of one kind, and show afterwards that it did it. */
export interface Contender<Work> {
  /** As the JSON line names it. */
  readonly name: string;
  /** Makes what exists before the clock starts: customers, quotes, accounts, requests. */
  prepare(count: number): Promise<readonly Work[]>;
  /** Does all of it, with at most so many in flight at a time. Only this is on the clock. */
  run(work: readonly Work[], inFlight: number): Promise<void>;
  /** Throws when anything of it is not done, or its ledger rows are not there. */
  check(work: readonly Work[]): Promise<void>;
  close(): Promise<void>;
}

/** Walks all work with at most `inFlight` walks at a time. The first that fails fails the whole. */
export async function keepInFlight<Work>(
  work: readonly Work[],
  inFlight: number,
  walk: (one: Work) => Promise<void>,
): Promise<void> {
  const waiting = work.values();
  const walkers = Array.from({ length: Math.min(inFlight, work.length) }, async () => {
    for (const one of waiting) await walk(one);
  });
  await Promise.all(walkers);
}
