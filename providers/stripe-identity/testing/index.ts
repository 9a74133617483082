export { passOnIdentityPage } from './identity-page.ts';
