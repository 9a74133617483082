/**
 * Whether the server can be reached, as the calls themselves find out: the browser's own word for it is a hint and
 * no more, since it says online behind a dead router and offline beside a working one (W41).
 */
export interface Reach {
  /** The tick of the last answer, or of when looking for it began, while the server cannot be reached; else null. */
  lostSince(): number | null;
  report(isReached: boolean): void;
  subscribe(onChange: () => void): () => void;
}

export function createReach(ticks: () => number): Reach {
  let answeredAt = ticks();
  let isLost = false;
  const listeners = new Set<() => void>();
  return {
    lostSince: () => (isLost ? answeredAt : null),
    report(isReached) {
      const wasLost = isLost;
      isLost = !isReached;
      if (isReached) answeredAt = ticks();
      if (wasLost !== isLost) for (const listener of listeners) listener();
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
