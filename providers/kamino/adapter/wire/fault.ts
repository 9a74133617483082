// What Kamino says when it does not do what was asked: `{statusCode, message, error, code}`, of which the code is a word and the rest is for
// people. Source: kamino.com/docs/build/api-reference.
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { meaningOfStatus, ProviderRefusalError, sortCallFault } from '@diboas/providers-kit';
import { z } from 'zod';

/** `refused`: it says that it makes none of this. `unavailable`: no answer, or one that cannot be read. Nothing is done by asking. */
export type NoTransaction = 'refused' | 'unavailable';

export async function orSorted(call: Promise<object>, now: Instant): Promise<Outcome<object, NoTransaction>> {
  try {
    return accept(await call);
  } catch (error) {
    const { kind } = sortCallFault(error, { now, meaningOf: meaningOfStatus });
    return refuse(kind === 'rejected' && error instanceof ProviderRefusalError ? 'refused' : 'unavailable');
  }
}

/** Its word for what is wrong: `KVAULT_NOT_FOUND`. */
export function codeIn(body: object): string {
  const read = z.object({ code: z.string().regex(/^\w{1,60}$/) }).safeParse(body);
  return read.success ? read.data.code : 'none';
}
