// What became known of a customer is told with all that they have under way, so that it goes on in the same commit.
import { assert, type Clock } from '@diboas/kernel';
import type { ProfileInput, Reply } from '../decision/input.ts';
import { USES_MS } from '../operation/use.ts';
import type { TransactionReader } from '../store/reading.ts';

export interface TellProfileParts {
  readonly store: Pick<TransactionReader, 'uses'>;
  /** An engine, or a lone input where none runs. */
  readonly send: (input: ProfileInput) => Promise<Reply>;
  readonly clock: Clock;
}

/** So often they may begin one more between what was read and the lock. */
const TRIES_MAX = 20;

/** Told again it changes nothing. */
export async function tellProfile(
  { store, send, clock }: TellProfileParts,
  told: Omit<ProfileInput, 'type' | 'transactionIds'>,
): Promise<Extract<Reply, { kind: 'profile' }>> {
  const uses = await store.uses(told.customerId, clock.now() - USES_MS);
  let transactionIds = uses.flatMap(({ isOpen, transactionId }) => (isOpen ? [transactionId] : []));
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const reply = await send({ type: 'profile', ...told, transactionIds });
    if (reply.kind === 'profile') return reply;
    assert(reply.kind === 'incomplete', 'what became known is taken in', { kind: reply.kind });
    transactionIds = [...reply.transactionIds];
  }
  assert(false, 'nobody begins something as often as it is looked for', { customerId: told.customerId });
}
