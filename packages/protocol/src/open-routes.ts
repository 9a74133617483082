import { configRoutes } from './config.ts';
import { signInRoutes } from './sign-in.ts';

/** The routes that everybody may ask, which is all that the first page of somebody who is not signed in needs. */
export const OPEN_ROUTES = { ...signInRoutes, ...configRoutes };
