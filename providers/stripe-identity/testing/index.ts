import { passOnIdentityPage } from './identity-page.ts';

export { passOnIdentityPage } from './identity-page.ts';

/** What tests of the whole product know of this desk: its name, and its page. */
export const identityDesk = { id: 'stripe-identity', passOnPage: passOnIdentityPage } as const;
