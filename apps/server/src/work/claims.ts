import type { Id } from '@diboas/kernel';
import type { Engine, ExpectedStore } from '@diboas/orchestration';
import type { Claimable } from '@diboas/storage';

export interface ClaimsOptions {
  readonly store: ExpectedStore;
  readonly engine: Pick<Engine, 'send'>;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
}

/** Hands over what waits for people who are not here yet. */
export interface Claims {
  /** All that waits for whoever signs in by this address. */
  handOver(who: { readonly customerId: string; readonly email: string }): Promise<void>;
  /**
   * Each to whom it waits for. Handed over before, or given back, it changes nothing. Rejects when any failed, once all others
   * are done.
   */
  claim(claimables: readonly Claimable[]): Promise<void>;
}

/**
 * Whoever is first under the sender's lock gets it, so this may be done any number of times and by any number of nodes. What
 * a crash leaves waiting is found by the next sign-in, and by the job that looks once a minute.
 */
export function createClaims({ store, engine, createId }: ClaimsOptions): Claims {
  async function claim(claimables: readonly Claimable[]): Promise<void> {
    const outcomes = await Promise.allSettled(
      claimables.map(({ transactionId, customerId }) => {
        const recipient = { customerId, transactionId: createId(customerId) };
        return engine.send({ type: 'claimed', transactionId, recipient });
      }),
    );
    const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (errors.length > 0)
      throw new AggregateError(errors, `${errors.length} of ${outcomes.length} claims failed`);
  }
  return {
    claim,
    async handOver({ customerId, email }) {
      const expected = await store.expectedAt(email);
      await claim(expected.map((transactionId) => ({ transactionId, customerId })));
    },
  };
}
