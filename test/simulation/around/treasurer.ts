import { bucketOf, createId } from '@diboas/kernel';
import type { FloatKey } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { Trace } from '../ground/trace.ts';
import type { SharedStore } from '../store/faulty-store.ts';

/** Money that was brought to a provider, or taken away again, of one bucket's share. */
export interface Brought extends FloatKey {
  readonly bucket: number;
  readonly units: bigint;
}

interface TreasurerParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly shared: SharedStore;
  readonly trace: Trace;
  /** All that was brought so far: for the checker. */
  readonly brought: Brought[];
}

/** The most that is brought at a time. */
const UNITS_MAX = 150_000_000;
const COIN_MAX = 90_000;

/** A person of ours who brings money to the providers that pay out of it: too little to begin with, and takes some away. */
export class Treasurer {
  readonly #parts: TreasurerParts;

  constructor(parts: TreasurerParts) {
    this.#parts = parts;
  }

  /** Plans what they bring for these customers to these providers: some at once, the rest within `ms` from now. */
  plan(customerIds: readonly string[], providers: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    const buckets = [...new Set(customerIds.map((id) => bucketOf(id)))];
    for (const provider of providers) {
      for (const bucket of buckets) {
        const key = { bucket, provider, asset: 'USDC', network: 'solana' } as const;
        // What chains take for it, at times too little as well.
        const coin = { ...key, asset: 'SOL' } as const;
        this.#bring({ ...coin, units: BigInt(chance.below(COIN_MAX)) });
        scheduler.after(chance.below(ms), () => this.#bring({ ...coin, units: BigInt(COIN_MAX) }));
        this.#bring({ ...key, units: BigInt(chance.below(UNITS_MAX)) });
        for (let count = chance.below(6); count > 0; count -= 1) {
          const units = BigInt(chance.between(-UNITS_MAX / 3, UNITS_MAX));
          scheduler.after(chance.below(ms), () => this.#bring({ ...key, units }));
        }
      }
    }
  }

  #bring(brought: Brought): void {
    const { chance, scheduler, shared, trace } = this.#parts;
    const { bucket, provider, units } = brought;
    const at = scheduler.now();
    const id = createId({ now: at, random: chance.random, bucket });
    const audit = { id, at, actor: 'treasurer', act: 'float_added', subject: provider, detail: {} };
    // The memory store does at once what it is asked for.
    void shared.rows.fundFloat({ ...brought, audit }).then((isDone) => {
      if (isDone) this.#parts.brought.push(brought);
    });
    shared.version += 1;
    trace.say('treasurer', `brings ${units} to ${provider} for bucket ${bucket}`);
  }
}
