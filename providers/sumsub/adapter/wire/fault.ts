import type { Instant } from '@diboas/kernel';
import { type Fault, type Meaning, type RefusalWords, sortCallFault } from '@diboas/providers-kit';
import { z } from 'zod';

/**
 * How Sumsub says what is wrong (docs.sumsub.com/reference/error-codes-description). `errorName` is not always there; the
 * description may repeat what was sent, and nothing goes by it.
 */
const refusalSchema = z.looseObject({
  code: z.int(),
  correlationId: z.string().max(200).nullish(),
  errorName: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/i)
    .nullish(),
});

export function readRefusal(body: object): RefusalWords | null {
  const read = refusalSchema.safeParse(body);
  if (!read.success) return null;
  const { code, errorName, correlationId } = read.data;
  return { code: errorName ?? String(code), requestId: correlationId ?? null };
}

export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf });
}

/** Sumsub names no error of these calls but the one of a person who is known, so the status decides. */
function meaningOf(status: number): Meaning {
  if (status === 401 || status === 403) return 'not_authorised';
  if (status === 429) return 'rate_limited';
  // 404: a level that is not there; 400 and 422: a field that is missing or wrong.
  return status === 400 || status === 404 || status === 415 || status === 422 ? 'invalid_request' : 'other';
}
