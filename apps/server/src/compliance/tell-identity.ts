// What became known of somebody, told to the engine: all that waited for it goes on in one commit. Told again it changes nothing.
import type { Clock } from '@diboas/kernel';
import {
  type Engine,
  type TransactionReader,
  tellProfile,
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

/**
 * Tells how a try stands, unless a later one has the word. A name that is like one on a list is told first, so that nothing
 * of theirs goes on in between.
 */
export async function tellIdentity(options: TellIdentityOptions, one: Verification): Promise<void> {
  const { customerId, provider, stage, person } = one;
  if (!(await hasTheWord(options.store, one))) return;
  const { store, engine, clock } = options;
  const parts = { store, clock, send: engine.send };
  if (stage === 'verified' && person !== null) {
    const found = await options.screenPerson(customerId, person);
    if (found !== null)
      await tellProfile(parts, {
        ...{ customerId, by: 'lists' },
        change: { kind: 'screening', screening: found.outcome, number: found.number },
        reason: 'the verified name was looked for on the lists in force',
      });
  }
  await tellProfile(parts, {
    ...{ customerId, change: { kind: 'identity', stage }, by: provider },
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
