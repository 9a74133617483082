export type { Session } from './session.ts';
export type { StripeSessions } from './sessions.ts';
export { createStripe } from './stripe.ts';
