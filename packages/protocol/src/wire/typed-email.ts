import * as z from 'zod/mini';
import { parseEmail } from './email.ts';

/** An address as it was typed; what is kept of it is `parseEmail`'s spelling. */
export const typedEmail = z.string().check(
  z.maxLength(1_000),
  z.refine((text) => parseEmail(text).ok, 'is not an e-mail address'),
);
