// What became known of somebody, told to the engine: all that waited for it goes on in one commit. Told again it changes nothing.
import { assert, type Clock } from '@diboas/kernel';
import {
  type Engine,
  type ProfileChange,
  type TransactionReader,
  USES_MS,
  type Verification,
  type VerificationStore,
} from '@diboas/orchestration';
import type { ScreenPerson } from './name-screening.ts';

export interface TellIdentityOptions {
  readonly store: VerificationStore & Pick<TransactionReader, 'uses'>;
  readonly engine: Pick<Engine, 'send'>;
  readonly screenPerson: ScreenPerson;
  readonly clock: Clock;
}

/** So often they may begin one more between what was read and the lock. */
const TRIES_MAX = 20;

/**
 * Tells how a try stands, unless a later one has the word. A name that is like one on a list is told first, so that nothing
 * of theirs goes on in between.
 */
export async function tellIdentity(options: TellIdentityOptions, one: Verification): Promise<void> {
  const { customerId, provider, stage, person } = one;
  if (!(await hasTheWord(options.store, one))) return;
  if (stage === 'verified' && person !== null) {
    const screening = await options.screenPerson(customerId, person);
    if (screening !== null)
      await tell(options, customerId, {
        ...{ change: { kind: 'screening', screening }, by: 'lists' },
        reason: 'the verified name was looked for on the lists in force',
      });
  }
  await tell(options, customerId, {
    ...{ change: { kind: 'identity', stage }, by: provider },
    reason: `verification ${one.id}`,
  });
}

/** A final word of any try counts; of what is under way only the last one's. */
async function hasTheWord(
  store: VerificationStore,
  { customerId, stage, number }: Verification,
): Promise<boolean> {
  if (stage === 'verified' || stage === 'refused') return true;
  return (await store.verifications(customerId)).at(-1)?.number === number;
}

async function tell(
  { store, engine, clock }: TellIdentityOptions,
  customerId: string,
  told: { readonly change: ProfileChange; readonly by: string; readonly reason: string },
): Promise<void> {
  const uses = await store.uses(customerId, clock.now() - USES_MS);
  let transactionIds = uses.flatMap(({ isOpen, transactionId }) => (isOpen ? [transactionId] : []));
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const reply = await engine.send({ type: 'profile', customerId, ...told, transactionIds });
    if (reply.kind !== 'incomplete') return;
    transactionIds = [...reply.transactionIds];
  }
  assert(false, 'nobody begins something as often as it is looked for', { customerId });
}
