import type { SignedOut } from '../first/first-look.ts';

/**
 * What the first script found out while the app was on its way. It is true of the page's beginning only, so each who
 * asks is told once: later it would be an old answer.
 */
export interface SignedOutAtFirst {
  /** Null where it is not known that nobody is signed in, and to whoever asks again. */
  find(): Promise<SignedOut | null>;
  /** What was found, for the page that the person was led to because of it; null once it was forgotten. */
  seen(): SignedOut | null;
  forget(): void;
}

export function createSignedOutAtFirst(asked: Promise<SignedOut | null>): SignedOutAtFirst {
  let known: Promise<SignedOut | null> | null = asked;
  let seen: SignedOut | null = null;
  return {
    async find() {
      const answer = known;
      known = null;
      seen = await answer;
      return seen;
    },
    seen: () => seen,
    forget() {
      seen = null;
    },
  };
}
