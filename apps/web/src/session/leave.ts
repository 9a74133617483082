import type { QueryClient } from '@tanstack/react-query';
import { tellOtherTabs } from './session-channel.ts';

/**
 * Takes a page away whose session the server has ended. It is replaced, not left: Back leads to it no more, and so the
 * browser does not bring it back with the figures that were on it.
 */
export function leaveSignedOut(queryClient: QueryClient): void {
  tellOtherTabs({ type: 'signed_out' });
  queryClient.clear();
  window.location.replace('/sign-in');
}
