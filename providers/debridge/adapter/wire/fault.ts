// What deBridge says when it does not do what was asked: `errorId`, beside a number and a text. Source: docs.debridge.com, "API error codes".
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

const refusalShape = z.object({ errorId: z.string().optional() });

export function readRefusal(body: object): RefusalWords {
  return { code: refusalShape.safeParse(body).data?.errorId ?? 'none', requestId: null };
}

/** Why there is no order for such an amount; every other word is that there is none at all now. */
const NO_ORDER: Readonly<Record<string, ProviderQuoteRefusal>> = {
  ERROR_LOW_GIVE_AMOUNT: 'amount_too_small',
  INCLUDED_GAS_FEE_NOT_COVERED_BY_INPUT_AMOUNT: 'amount_too_small',
};

/** Why no order is offered; silence, and words that nobody knows, are `unavailable`. */
export function noOffer(error: unknown, now: Instant): ProviderQuoteRefusal {
  sortFault(error, now);
  return error instanceof ProviderRefusalError ? (NO_ORDER[error.code] ?? 'unavailable') : 'unavailable';
}

/** What a call that did not succeed came to: by its status alone. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: meaningOfStatus });
}
