/** Webhooks and their digest: docs.sumsub.com/docs/user-verification-webhooks, docs.sumsub.com/docs/webhook-manager. */
import { createHmac } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type Applicant, resultOf, sumsubTime } from './applicant.ts';

export function createSumsubSigner(secret: string): WebhookSigner {
  const headers = (key: string, body: string) => ({
    'Content-Type': 'application/json',
    'x-payload-digest': createHmac('sha256', key).update(body).digest('hex'),
    'x-payload-digest-alg': 'HMAC_SHA256_HEX',
  });
  return {
    headers: ({ body }) => headers(secret, body),
    // The lie worth telling: somebody was found to be who they are, in an event that was never seen.
    forge({ body }) {
      const event = {
        ...JSON.parse(body),
        type: 'applicantReviewed',
        reviewResult: { reviewAnswer: 'GREEN' },
      };
      const forged = JSON.stringify({ ...event, reviewStatus: 'completed', correlationId: 'forged' });
      return { body: forged, headers: headers(`not ${secret}`, forged) };
    },
  };
}

/** It tells the result, and nothing of who somebody is. */
export function applicantEvent(
  applicant: Applicant,
  {
    type,
    correlationId,
    now,
  }: { readonly type: string; readonly correlationId: string; readonly now: Instant },
): OutgoingEvent {
  const { id, inspectionId, externalUserId, levelName, phase } = applicant;
  const time = sumsubTime(now);
  return {
    ...{ id: correlationId, provider: 'sumsub', type, reference: externalUserId, status: phase },
    body: JSON.stringify({
      ...{ applicantId: id, inspectionId, applicantType: 'individual', correlationId, levelName },
      ...{ sandboxMode: true, externalUserId, type, reviewStatus: phase },
      ...(phase === 'completed' ? { reviewResult: resultOf(applicant) } : {}),
      ...{ createdAt: `${time.slice(0, 19)}+0000`, createdAtMs: time, clientId: 'sandbox' },
    }),
  };
}
