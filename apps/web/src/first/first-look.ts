import { timeoutSignal } from './capabilities.ts';

/** Whether anybody may read the page, signed in or not. */
export function isOpenPage(path: string): boolean {
  return /^\/(sign-in|help)(\/|$)/.test(path);
}

/** Nobody is signed in here. */
export interface SignedOut {
  /** Whether a session of this browser ended by itself. */
  readonly ended: boolean;
}

/** The page is not drawn before the answer, so on a line that swallows it the app had better find out by itself. */
const PATIENCE_MS = 5_000;

/**
 * Asks whether nobody is signed in here, while the app itself is still on its way; so a stranger is led to sign in at
 * once, instead of by the refusals of everything that the first page would have read. Null where it is not known, or
 * does not matter: then the app finds out by itself.
 */
export async function findSignedOut(path: string): Promise<SignedOut | null> {
  if (isOpenPage(path)) return null;
  try {
    const response = await fetch('/v1/sign-in', {
      headers: { accept: 'application/json' },
      cache: 'no-store',
      signal: timeoutSignal(PATIENCE_MS) ?? null,
    });
    const body: unknown = await response.json();
    const isOut =
      response.ok && typeof body === 'object' && body !== null && Reflect.get(body, 'email') === null;
    return isOut ? { ended: Reflect.get(body, 'ended') === true } : null;
  } catch {
    // No answer says nothing about anybody: the app's own reads will tell, and show that they could not.
    return null;
  }
}
