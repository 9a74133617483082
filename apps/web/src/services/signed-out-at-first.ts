import type { SignedOut } from '../first/first-look.ts';

/**
 * What the first script found out while the app was on its way. It is true of the page's beginning only, so each who
 * asks is told once, and nobody after some seconds: somebody may have signed in in another tab since.
 */
export interface SignedOutAtFirst {
  /** Null where it is not known that nobody is signed in, or not any more, and to whoever asks again. */
  find(): Promise<SignedOut | null>;
  /** What was found, for the page that the person was led to because of it; null once it was forgotten or is old. */
  seen(): SignedOut | null;
  forget(): void;
}

/** As long as the page to sign in may take on a slow line; who signs in elsewhere takes longer. */
const TRUE_FOR_MS = 10_000;

interface Found {
  readonly answer: SignedOut | null;
  readonly trueUntil: number;
}

/** `ticks` is the steady clock that goes on while the machine sleeps. */
export function createSignedOutAtFirst(
  asked: Promise<SignedOut | null>,
  ticks: () => number,
): SignedOutAtFirst {
  // From when the answer came: it may be waiting for the app, or the app for it.
  let known: Promise<Found> | null = asked.then((answer) => ({ answer, trueUntil: ticks() + TRUE_FOR_MS }));
  let seen: Found | null = null;
  const stillTrue = (): SignedOut | null => (seen !== null && ticks() < seen.trueUntil ? seen.answer : null);
  return {
    async find() {
      const found = known;
      known = null;
      seen = await found;
      return stillTrue();
    },
    seen: stillTrue,
    forget() {
      seen = null;
    },
  };
}
