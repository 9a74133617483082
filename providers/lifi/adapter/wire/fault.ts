// What LI.FI says when it does not do what was asked. Source: docs.li.fi, "Error codes", and @lifi/types 18.4.0.
import type { Instant } from '@diboas/kernel';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';
import {
  type Fault,
  meaningOfStatus,
  ProviderRefusalError,
  type RefusalWords,
  sortCallFault,
} from '@diboas/providers-kit';
import { z } from 'zod';

/** Why each tool had no way; the last word of them is the one that says most of the amount. */
const refusalShape = z.object({
  code: z.union([z.number(), z.string()]).optional(),
  errors: z
    .union([
      z.array(z.object({ code: z.string().optional() })),
      z.object({ failed: z.array(z.object({ subpaths: z.unknown() })).optional() }),
    ])
    .optional(),
});

export function readRefusal(body: object): RefusalWords {
  const read = refusalShape.safeParse(body).data;
  const tools = Array.isArray(read?.errors) ? read.errors.flatMap(({ code }) => code ?? []) : [];
  return { code: tools.find((code) => code in NO_WAY) ?? `${read?.code ?? 'none'}`, requestId: null };
}

/** Why there is no way for such an amount; every other word of a tool's is that there is none at all now. */
const NO_WAY: Readonly<Record<string, ProviderQuoteRefusal>> = {
  AMOUNT_TOO_LOW: 'amount_too_small',
  FEES_HIGHER_THAN_AMOUNT: 'amount_too_small',
  AMOUNT_TOO_HIGH: 'amount_too_large',
  INSUFFICIENT_LIQUIDITY: 'amount_too_large',
};

/** Why no way is offered; silence, and words that nobody knows, are `unavailable`. */
export function noOffer(error: unknown, now: Instant): ProviderQuoteRefusal {
  sortFault(error, now);
  return error instanceof ProviderRefusalError ? (NO_WAY[error.code] ?? 'unavailable') : 'unavailable';
}

/** What a call that did not succeed came to: by its status alone. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: meaningOfStatus });
}
