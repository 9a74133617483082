import { timeoutSignal } from './capabilities.ts';

/** Whether anybody may read the page, signed in or not. */
export function isOpenPage(path: string): boolean {
  return /^\/(sign-in|help)(\/|$)/.test(path);
}

/** The page is not drawn before the answer, so on a line that swallows it the app had better find out by itself. */
const PATIENCE_MS = 5_000;

/**
 * Asks whether nobody is signed in here, while the app itself is still on its way; so a stranger is led to sign in at
 * once, instead of by the refusals of everything that the first page would have read. False where it is not known, or
 * does not matter: then the app finds out by itself.
 */
export async function findSignedOut(path: string): Promise<boolean> {
  if (isOpenPage(path)) return false;
  try {
    const response = await fetch('/v1/sign-in', {
      headers: { accept: 'application/json' },
      cache: 'no-store',
      signal: timeoutSignal(PATIENCE_MS) ?? null,
    });
    const body: unknown = await response.json();
    return response.ok && typeof body === 'object' && body !== null && Reflect.get(body, 'email') === null;
  } catch {
    // No answer says nothing about anybody: the app's own reads will tell, and show that they could not.
    return false;
  }
}
