import { createHmac } from 'node:crypto';
import { bucketOf, type Clock, type Id } from '@diboas/kernel';
import type { AuditLog } from '@diboas/orchestration';
import { createMinuteRows } from '../counting/minute-rows.ts';

/**
 * `sign_in_refused`: somebody followed a link that was used before, is too old, or was never sent. `session_ended`: a
 * session was ended by something else than signing out in its browser.
 */
export type SignInAct =
  | 'signed_in'
  | 'signed_out'
  | 'sign_in_refused'
  | 'link_requested'
  | 'session_ended'
  | FactorAct;

/** What became of a second factor: `factor_refused` is a wrong code, of which no more than five are taken in 15 minutes. */
type FactorAct =
  | 'factor_set_up'
  | 'factor_given'
  | 'factor_refused'
  | 'factor_turned_off'
  | 'recovery_codes_made';

export interface SignInNote {
  /** Who did it. Without one it was somebody of whom nothing is known but the address they named, if any. */
  readonly customerId?: string;
  readonly address?: string | null;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Puts on record who came and went. */
export type NoteSignIn = (act: SignInAct, note: SignInNote) => Promise<void>;

interface NoteParts {
  readonly store: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly createId: (subject: string) => Id;
  /** Makes the hashes of addresses, so that nobody without it can try addresses against them. */
  readonly secret: string;
}

/** Acts of strangers, of which there may be any number. */
const STRANGERS: readonly SignInAct[] = ['sign_in_refused'];

/**
 * Writes to the audit. Addresses stand there as keyed hashes. What strangers may do any number of times is one row a
 * minute of a node; those that have none are `unrecorded` in the next.
 */
export function createSignInNotes({ store, clock, createId, secret }: NoteParts): NoteSignIn {
  const rows = createMinuteRows(clock, STRANGERS.length);
  const addressHash = (address: string) =>
    `address:${createHmac('sha256', secret).update(`address ${address}`).digest('hex').slice(0, 32)}`;
  async function write(
    act: SignInAct,
    { customerId, address = null, detail = {} }: SignInNote,
  ): Promise<void> {
    const actor = customerId ?? 'unknown';
    const subject = customerId ?? (address === null ? 'unknown' : addressHash(address));
    const entry = { id: createId(actor), at: clock.now(), actor, act, subject, detail };
    await store.append(bucketOf(actor), [entry]);
  }
  return async (act, note) => {
    if (!STRANGERS.includes(act)) return await write(act, note);
    await rows.note(act, (unrecorded) => {
      return write(act, unrecorded === 0 ? note : { ...note, detail: { ...note.detail, unrecorded } });
    });
  };
}
