import { type Id, isId } from '@diboas/kernel';

/** Tells our references from those of anything else on the same MoonPay account. */
const PREFIX = 'diboas_';

export interface AttemptIds {
  readonly transactionId: Id;
  readonly attemptId: Id;
}

/**
 * The `externalTransactionId` of an attempt. MoonPay repeats it in everything that it says of what was bought by the link,
 * and finds it by that: "not unique", so that several purchases may bear it. It names both of our ids and no person, in
 * letters that stand for themselves in a path.
 */
export function referenceOf({ transactionId, attemptId }: AttemptIds): string {
  return `${PREFIX}${transactionId}_${attemptId}`;
}

/** Null for somebody else's; `malformed` for what has our mark and not our ids. */
export function parseReference(reference: string): AttemptIds | null | 'malformed' {
  if (!reference.startsWith(PREFIX)) return null;
  const [transactionId, attemptId, ...more] = reference.slice(PREFIX.length).split('_');
  return isId(transactionId) && isId(attemptId) && more.length === 0
    ? { transactionId, attemptId }
    : 'malformed';
}
