import type { RefusalWords } from '@diboas/providers-kit';
import { z } from 'zod';

const refusalSchema = z.looseObject({ message: z.string().min(1).max(200) });

/** Coinbase Exchange says why in words alone, which nothing goes by: the status decides. */
export function readRefusal(body: object): RefusalWords | null {
  return refusalSchema.safeParse(body).success ? { code: 'refused', requestId: null } : null;
}
