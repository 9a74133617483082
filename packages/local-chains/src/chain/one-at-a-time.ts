/** Runs one piece of work after the other, in the order they were asked for; what one throws stops no other. */
export type InTurn = <Result>(work: () => Promise<Result> | Result) => Promise<Result>;

/** A chain is changed by one at a time: no block comes in the middle of a reorganisation. */
export function createOneAtATime(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    // Whoever asked for it is told of its failure; those behind it are not.
    last = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  };
}
