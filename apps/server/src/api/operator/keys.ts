// Who is an operator: whoever shows a key whose digest stands in the settings under a name.
import { timingSafeEqual } from 'node:crypto';
import { digestText } from '../../auth/digest-text.ts';
import type { OperatorKey } from '../../settings/operator-keys.ts';

/** The scheme of RFC 6750, 2.1. Shorter keys could be guessed, and none is longer. */
const BEARER = /^Bearer +([\x21-\x7e]{32,256})$/i;

/**
 * The name of whoever shows this header; null for nobody. The key's digest is held against each of the settings in the same time
 * whichever it is, and whether one fits.
 */
export function operatorOf(keys: readonly OperatorKey[], authorization: string | undefined): string | null {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const shown = digestText(token);
  let found: string | null = null;
  for (const { name, digest } of keys) if (timingSafeEqual(digest, shown)) found = name;
  return found;
}
