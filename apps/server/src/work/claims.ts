import type { Id } from '@diboas/kernel';
import type { Engine, ExpectedStore } from '@diboas/orchestration';

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
  /** One transaction that waits for them. Handed over before, or given back, it changes nothing. */
  claim(transactionId: Id, customerId: string): Promise<void>;
}

/**
 * Whoever is first under the sender's lock gets it, so this may be done any number of times and by any number of nodes. What
 * a crash leaves waiting is found by the next sign-in, and by the job that looks once a minute.
 */
export function createClaims({ store, engine, createId }: ClaimsOptions): Claims {
  async function claim(transactionId: Id, customerId: string): Promise<void> {
    const recipient = { customerId, transactionId: createId(customerId) };
    await engine.send({ type: 'claimed', transactionId, recipient });
  }
  return {
    claim,
    async handOver({ customerId, email }) {
      for (const transactionId of await store.expectedAt(email)) await claim(transactionId, customerId);
    },
  };
}
