import { createHash } from 'node:crypto';
import { formatMoney, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Memo, PrepareAnswer, Submission } from '@diboas/orchestration';
import { isOnrampPair, parseJson } from '@diboas/providers-kit';
import { z } from 'zod';
import { ourReference } from './session.ts';

/** Example takes a request for ten minutes from the time that is in it; five more are left for its own way and for clocks. */
const EXPIRED_AFTER_MS = 15 * MINUTE_MS;

const preparedSchema = z.object({ signed_at: z.int() });

/** The request to the last letter, with its time. Nothing is sent: whatever went wrong, nothing was done. */
export function prepareSession(submission: Submission, now: Instant): PrepareAnswer {
  const { pay, deliver, network, destination, method, returnUrl } = submission;
  if (!isOnrampPair({ pay: pay.asset, receive: deliver.asset, network })) {
    const detail = `no onramp from ${pay.asset} to ${deliver.asset} on ${network}; nothing was sent`;
    return { kind: 'rejected', code: 'unsupported', elsewhere: true, detail };
  }
  const bytes = JSON.stringify({
    ...{ amount: formatMoney(pay), currency: pay.asset, method },
    ...{ asset: deliver.asset, network, address: destination },
    ...{ our_reference: ourReference(submission), return_url: returnUrl },
    signed_at: Math.floor(now / SECOND_MS),
  });
  return { kind: 'prepared', memo: { bytes, names: [createHash('sha256').update(bytes).digest('hex')] } };
}

/** Whether none of these requests can be taken any more, whoever has them. One that cannot be read proves nothing. */
export function areExpired(memos: readonly Memo[], now: Instant): boolean {
  const times = memos.map(({ bytes }) => preparedSchema.safeParse(parseJson(bytes)));
  return (
    times.length > 0 &&
    times.every(({ data }) => data !== undefined && now >= data.signed_at * SECOND_MS + EXPIRED_AFTER_MS)
  );
}
