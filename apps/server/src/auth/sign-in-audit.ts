import { createHmac } from 'node:crypto';
import { bucketOf, MINUTE_MS } from '@diboas/kernel';
import type { Parts } from '../parts.ts';

/**
 * `sign_in_refused`: somebody followed a link that was used before, is too old, or was never sent. `session_ended`: a
 * session was ended by something else than signing out in its browser.
 */
export type SignInAct = 'signed_in' | 'signed_out' | 'sign_in_refused' | 'link_requested' | 'session_ended';

export interface SignInNote {
  /** Who did it. Without one it was somebody of whom nothing is known but the address they named, if any. */
  readonly customerId?: string;
  readonly address?: string | null;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Puts on record who came and went. */
export type NoteSignIn = (act: SignInAct, note: SignInNote) => Promise<void>;

type NoteParts = Pick<Parts, 'clock' | 'createId'> & {
  readonly store: Pick<Parts['store'], 'append'>;
  /** Makes the hashes of addresses, so that nobody without it can try addresses against them. */
  readonly secret: string;
};

/** Acts of strangers, of which there may be any number. */
const STRANGERS: readonly SignInAct[] = ['sign_in_refused'];

/**
 * Writes to the audit. Addresses stand there as keyed hashes. What strangers may do any number of times is one row a
 * minute of a node: the first is written at once, and what follows within the minute is counted, in the detail of the
 * next row.
 */
export function createSignInNotes({ store, clock, createId, secret }: NoteParts): NoteSignIn {
  const counted = new Map<SignInAct, { since: number; unwritten: number }>();
  const addressHash = (address: string) =>
    `address:${createHmac('sha256', secret).update(`address ${address}`).digest('hex').slice(0, 32)}`;
  return async (act, { customerId, address = null, detail = {} }) => {
    const at = clock.now();
    let before = 0;
    if (STRANGERS.includes(act)) {
      const count = counted.get(act);
      if (count && at - count.since < MINUTE_MS) {
        count.unwritten += 1;
        return;
      }
      before = count?.unwritten ?? 0;
      counted.set(act, { since: at, unwritten: 0 });
    }
    const actor = customerId ?? 'unknown';
    const subject = customerId ?? (address === null ? 'unknown' : addressHash(address));
    const more = before > 0 ? { moreInTheMinuteBefore: before } : {};
    const entry = { id: createId(actor), at, actor, act, subject, detail: { ...detail, ...more } };
    await store.append(bucketOf(actor), [entry]);
  };
}
