import { fileURLToPath } from 'node:url';

/** The project's root, without a slash at its end. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const WEB_DIST = `${PROJECT}/apps/web/dist`;
