import { bucketOf } from '@diboas/kernel';
import type { Parts } from '../parts.ts';

/** `sign_in_refused`: somebody followed a link that was used before, is too old, or was never sent. */
export type SignInAct = 'signed_in' | 'signed_out' | 'sign_in_refused';

/** Puts on record who came and went. A link that is refused is nobody's: it does not tell who followed it. */
export async function noteSignIn(
  {
    store,
    clock,
    createId,
  }: Pick<Parts, 'clock' | 'createId'> & { readonly store: Pick<Parts['store'], 'append'> },
  act: SignInAct,
  customerId: string | null,
): Promise<void> {
  const actor = customerId ?? 'unknown';
  const entry = { id: createId(actor), at: clock.now(), actor, act, subject: actor, detail: {} };
  await store.append(bucketOf(actor), [entry]);
}
