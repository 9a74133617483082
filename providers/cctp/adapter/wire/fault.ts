// What Circle says when it does not do what was asked. Source: openapi/cctp.yaml of developers.circle.com.
import type { Instant } from '@diboas/kernel';
import { type Fault, type Meaning, type RefusalWords, sortCallFault } from '@diboas/providers-kit';
import { z } from 'zod';

const refusalShape = z.object({ code: z.union([z.string(), z.number()]).optional() });

/** An error bears a number of Circle's or none, and a text for people. */
export function readRefusal(body: object): RefusalWords {
  return { code: `${refusalShape.safeParse(body).data?.code ?? 'none'}`, requestId: null };
}

/** What a call that did not succeed came to: by its status alone. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf });
}

function meaningOf(status: number): Meaning {
  switch (status) {
    case 400:
      return 'invalid_request';
    case 429:
      return 'rate_limited';
    default:
      return 'other';
  }
}
