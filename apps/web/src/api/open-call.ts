import { type Call, createCall } from '@diboas/client';
import { OPEN_ROUTES, type OpenRouteName } from '@diboas/protocol';
import { timeoutSignal } from '../first/capabilities.ts';

/**
 * Calls what is open to everybody, before the app is there and beside it: nothing is concluded from it of the session or
 * of whether the app's own reads get through, and what did not work is told where it was asked for.
 */
export const openCall: Call<OpenRouteName> = createCall<OpenRouteName>({
  routeOf: (name) => OPEN_ROUTES[name],
  fetch: (input, init) => fetch(input, init),
  patience: timeoutSignal,
  onSignedOut() {},
  onReach() {},
  onTime() {},
});
