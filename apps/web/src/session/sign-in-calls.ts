import { createSignInCalls } from '@diboas/client';
import { timeoutSignal } from '../first/capabilities.ts';

/** Signing in and out, as this page asks for it. */
export const signInCalls = createSignInCalls({
  fetch: (input, init) => fetch(input, init),
  patience: timeoutSignal,
});
