import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { RawWebhook, WebhookRefusal } from '@diboas/orchestration';
import {
  eventName,
  exactText,
  happenedAt,
  type IdentityReading,
  keptText,
  parseJson,
  type World,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { isSignedWebhook } from '../wire/signature.ts';

/** Times are of UTC and say so or not: 2020-02-21 13:23:19.321, 2020-02-21 13:23:19+0000. */
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:\+0000)?$/)
  .transform((text) => Date.parse(`${text.replace(' ', 'T').replace('+0000', '')}Z`))
  .refine((at) => !Number.isNaN(at));

/** Of the review nothing is read: an event may be late, and hold what is not true any more. */
const eventSchema = z.object({
  type: eventName,
  applicantId: keptText.min(1),
  externalUserId: keptText.min(1).nullish(),
  sandboxMode: z.boolean().nullish(),
  createdAtMs: time.nullish(),
  createdAt: time.nullish(),
});

/**
 * No time is signed, so that an old event can be sent again by whoever saw it. Nothing comes of that: an event makes us look,
 * and the same one has the same name.
 */
export function readSumsubWebhook(
  raw: RawWebhook,
  secrets: readonly string[],
  world: World,
): Outcome<IdentityReading, WebhookRefusal> {
  if (!isSignedWebhook(raw, secrets)) return refuse('forged');
  const text = exactText(raw.body);
  return text === null ? refuse('unreadable') : readEvent(text, raw, world);
}

function readEvent(
  text: string,
  { body, receivedAt }: { readonly body: Uint8Array; readonly receivedAt: Instant },
  world: World,
): Outcome<IdentityReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(text));
  if (!event.success) return refuse('unreadable');
  const { type, externalUserId, sandboxMode, createdAtMs, createdAt } = event.data;
  if ((sandboxMode ?? world === 'sandbox') !== (world === 'sandbox')) return refuse('unreadable');
  return accept({
    // Sumsub gives its events no name; what it sends again are the same bytes.
    eventId: createHash('sha256').update(body).digest('hex'),
    type,
    occurredAt: happenedAt(createdAtMs ?? createdAt ?? receivedAt, { receivedAt }),
    about: externalUserId ? { reference: externalUserId } : null,
  });
}
