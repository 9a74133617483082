import { createHmac } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import { z } from 'zod';
import { exactText, parseJson } from '../../../reading/exact-text.ts';
import { happenedAt } from '../../../reading/kept-text.ts';
import { isSignedByAny, isStale, sentHeader, signatureFields } from '../../../webhook/signature.ts';

export const EXAMPLE_SECRET = 'secret-of-the-example';

const eventSchema = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  created: z.int().nonnegative(),
});

export function signedExample(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return {
    headers: { 'content-type': 'application/json', 'example-signature': `t=${time},v1=${v1}` },
    body: Buffer.from(body),
    receivedAt: at,
  };
}

export function readExampleWebhook(
  raw: RawWebhook,
  { bug }: { readonly bug: string | null },
): Outcome<WebhookReading, WebhookRefusal> {
  const header = sentHeader(raw, 'example-signature') ?? '';
  const [time = '', ...times] = signatureFields(header, 't');
  if (bug !== 'no signature is looked at') {
    if (!/^[0-9]{1,12}$/.test(time) || times.length > 0) return refuse('forged');
    const signature = { pieces: [`${time}.`, raw.body], given: signatureFields(header, 'v1') };
    if (!isSignedByAny([EXAMPLE_SECRET], signature)) return refuse('forged');
  }
  const isOld = isStale({ signedAt: Number(time) * SECOND_MS, receivedAt: raw.receivedAt });
  if (isOld && bug !== 'no age is looked at') return refuse('stale');
  return read(raw);
}

export function rereadExampleWebhook(kept: KeptWebhook): Outcome<WebhookReading, 'unreadable'> {
  return read(kept);
}

function read({
  body,
  receivedAt,
}: Pick<RawWebhook, 'body' | 'receivedAt'>): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(exactText(body) ?? ''));
  if (!event.success) return refuse('unreadable');
  const { id, type, created } = event.data;
  return accept({
    eventId: id,
    type,
    occurredAt: happenedAt(created * SECOND_MS, { receivedAt }),
    order: null,
  });
}
