import { join } from 'node:path';

/** The project's root, without a slash at its end. */
export const PROJECT = join(import.meta.dirname, '..', '..', '..', '..');
