import { INVESTING_OPERATIONS } from '@diboas/investing';
import { MINUTE_MS } from '@diboas/kernel';
import { isFinal } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import { type AppParts, cancelAsOwner } from './app.ts';

interface RepentingParts extends AppParts {
  readonly chance: Chance;
  readonly shared: SharedStore;
}

const TRADES: ReadonlySet<string> = new Set(INVESTING_OPERATIONS.map(({ name }) => name));

/** People who stop what they trade while it is being done, when some of it may be done already. */
export class Repenters {
  readonly #parts: RepentingParts;
  readonly #asked = new Set<string>();

  constructor(parts: RepentingParts) {
    this.#parts = parts;
  }

  /** Looks every few minutes, for `ms` from now, at what is being traded. */
  arrive(ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (let at = 0; at < ms; at += chance.between(MINUTE_MS, 20 * MINUTE_MS))
      scheduler.after(at, () => this.#look());
  }

  #look(): void {
    const { chance, shared } = this.#parts;
    for (const { id, status, operation, customerId } of shared.rows.all('transactions')) {
      if (!TRADES.has(operation) || isFinal(status) || this.#asked.has(id)) continue;
      if (!chance.happens(0.3)) continue;
      this.#asked.add(id);
      cancelAsOwner(this.#parts, { id, customerId });
    }
  }
}
