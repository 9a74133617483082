import { bucketOf, bucketOfId, type Clock, createId, type Money, type Random } from '@diboas/kernel';
import { type Batch, decideBatch } from '../batch/batch.ts';
import { scopeOf } from '../batch/scope.ts';
import type { Compliance } from '../checks/check.ts';
import type { ActInput, ProfileInput } from '../decision/input.ts';
import type { Pace } from '../decision/schedule.ts';
import type { Operation } from '../operation/operation.ts';
import { NO_HABITS } from '../provider/habits.ts';
import { NO_WRITES, type TransactionStore } from '../store/transactions.ts';

export interface LoneInputParts {
  readonly store: TransactionStore;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly clock: Clock;
  readonly random: Random;
  readonly pace: Pace;
  /** How long each provider recognises a key, in milliseconds. */
  readonly keyLifetimeMs: (provider: string) => number;
  /** The rules that checks go by; without it nothing is looked at. */
  readonly compliance?: Compliance;
  /** The most that one person alone may decide about. */
  readonly actAloneMax: Money;
}

/**
 * Decides one act, or what became known of somebody, and commits it, where no engine runs: for operators' commands. What is to
 * be called after it falls due at once or is found as due work, and a node takes it up. `isDryRun`: the same decision under the
 * same lock, of which nothing is written.
 */
export function decideLoneInput(
  { store, operations, clock, random, pace, keyLifetimeMs, actAloneMax, compliance }: LoneInputParts,
  input: ActInput | ProfileInput,
  { isDryRun }: { isDryRun: boolean },
): Promise<Batch> {
  const bucket = input.type === 'profile' ? bucketOf(input.customerId) : bucketOfId(input.transactionId);
  return store.commit(bucket, scopeOf([input], clock.now()), (loaded) => {
    const now = clock.now();
    const batch = decideBatch(loaded, [input], {
      ...{ bucket, now, random, operations, pace, actAloneMax },
      ...(compliance ? { compliance } : {}),
      createId: () => createId({ now, random, bucket }),
      // Nothing is sent here; whoever does asks these again.
      habitsOf: (id) => ({ ...NO_HABITS, keyLifetimeMs: keyLifetimeMs(id) }),
      admits: () => true,
      canAsk: true,
      hasDesk: () => true,
    });
    return { writes: isDryRun ? NO_WRITES : batch.writes, result: batch };
  });
}
