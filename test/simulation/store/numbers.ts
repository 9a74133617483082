/**
 * Numbers of database transactions as PostgreSQL gives them out: one after the other, each when its transaction first
 * writes and not when it commits. So a slow commit has a lower number than one that has landed before it.
 */
export class Numbers {
  readonly #running = new Map<bigint, () => boolean>();
  #next = 1n;

  /** @param isOpen whether its client still lives; when it has died, the database rolls the transaction back */
  take(isOpen: () => boolean = () => true): bigint {
    const xact = this.#next;
    this.#next += 1n;
    this.#running.set(xact, isOpen);
    return xact;
  }

  /** It has committed, or never will. */
  end(xact: bigint): void {
    this.#running.delete(xact);
  }

  /** The lowest number that is still open, as `pg_snapshot_xmin` tells it; the next one when none is. */
  horizon(): bigint {
    for (const [xact, isOpen] of this.#running) {
      if (isOpen()) return xact;
      this.#running.delete(xact);
    }
    return this.#next;
  }
}
