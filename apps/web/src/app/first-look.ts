/** Pages that anybody may read, signed in or not. */
const OPEN_PAGES = /^\/(sign-in|help)(\/|$)/;

/**
 * Asks whether nobody is signed in here, while the app itself is still on its way; so a stranger is led to sign in at
 * once, instead of by the refusals of everything that the first page would have read. False where it is not known, or
 * does not matter: then the app finds out by itself.
 */
export async function findSignedOut(path: string): Promise<boolean> {
  if (OPEN_PAGES.test(path)) return false;
  try {
    const response = await fetch('/v1/sign-in', {
      headers: { accept: 'application/json' },
      cache: 'no-store',
    });
    const body: unknown = await response.json();
    return response.ok && typeof body === 'object' && body !== null && Reflect.get(body, 'email') === null;
  } catch {
    // No answer says nothing about anybody: the app's own reads will tell, and show that they could not.
    return false;
  }
}
