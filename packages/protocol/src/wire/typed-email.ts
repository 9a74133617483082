import * as z from 'zod/mini';
import { parseEmail } from './email.ts';

/** An address as it was typed; what is kept of it is `parseEmail`'s spelling. */
export const typedEmail = z.string().check(
  z.maxLength(1_000),
  z.refine((text) => parseEmail(text).ok, 'is not an e-mail address'),
);

/** An address in the one spelling that `parseEmail` gives; any other spelling of it is refused. */
export const keptEmail = z.string().check(
  z.maxLength(254),
  z.refine((text) => {
    const read = parseEmail(text);
    return read.ok && read.value === text;
  }, 'is not an e-mail address as it is kept'),
);
