import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { RawWebhook, WebhookRefusal } from '@diboas/orchestration';
import {
  eventName,
  happenedAt,
  type IdentityReading,
  keptText,
  parseJson,
  type World,
} from '@diboas/providers-kit';
import { signedText } from '@diboas/stripe/wire/signature';
import { z } from 'zod';
import { isOfWorld, SESSION_ID } from './session.ts';

const eventSchema = z.object({
  id: eventName,
  type: eventName,
  created: z.int().nonnegative(),
  livemode: z.boolean(),
  data: z.object({ object: z.unknown() }),
});

/** Of the session nothing is read but its name: an event may be late, and hold what is not true any more. */
const objectSchema = z.object({ id: keptText.regex(SESSION_ID) });

export function readIdentityWebhook(
  raw: RawWebhook,
  secrets: readonly string[],
  world: World,
): Outcome<IdentityReading, WebhookRefusal> {
  const text = signedText(raw, secrets);
  return text.ok ? readEvent(text.value, raw.receivedAt, world) : text;
}

function readEvent(text: string, receivedAt: Instant, world: World): Outcome<IdentityReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(text));
  if (!event.success || !isOfWorld(event.data.livemode, world)) return refuse('unreadable');
  const { id, type, created, data } = event.data;
  const occurredAt = happenedAt(created * SECOND_MS, { receivedAt });
  const told = { eventId: id, type, occurredAt };
  if (!type.startsWith('identity.verification_session.')) return accept({ ...told, about: null });
  const session = objectSchema.safeParse(data.object);
  if (!session.success) return refuse('unreadable');
  return accept({ ...told, about: { reference: session.data.id } });
}
