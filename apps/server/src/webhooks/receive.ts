import { createHash } from 'node:crypto';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  type InboxParts,
  noteProvider,
  type Provider,
  takeIn,
  type WebhookRefusal,
} from '@diboas/orchestration';
import type { IdentityReading } from '@diboas/providers-kit';
import type { Identities } from '../compliance/identities.ts';
import { type HttpRefusal, tooMany } from '../refusals/refusal.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface WebhookParts extends InboxParts {
  readonly providers: ReadonlyMap<string, Provider>;
  /** Those who find out who people are: what they send says only where to look. */
  readonly identities: Pick<Identities, 'desks' | 'hint'>;
  readonly metrics: Metrics;
}

export interface ReceivedWebhook {
  readonly providerId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Counts one that is not signed, and answers whether its sender has sent too many of them. */
  readonly isFlood: () => Promise<boolean>;
  /** Puts on record that a provider's name was used without a good signature: by number, when there are many. */
  readonly noteStranger: (providerId: string, act: string) => Promise<void>;
}

/**
 * Verifies one webhook, has it taken in, and answers. What is not signed is counted and its number audited, and nothing
 * of its content is kept, for anybody may send one and the audit is kept for ever.
 */
export async function receiveWebhook(
  parts: WebhookParts,
  received: ReceivedWebhook,
): Promise<Outcome<null, HttpRefusal>> {
  const { providerId, headers, body } = received;
  const raw = { headers, body, receivedAt: parts.clock.now() };
  const desk = parts.identities.desks.get(providerId);
  if (desk) {
    const reading = desk.readWebhook(raw);
    if (!reading.ok && reading.refusal !== 'unreadable')
      return await turnAway(parts, received, reading.refusal);
    return await takeHint(parts, providerId, reading.ok ? reading.value : null);
  }
  const provider = parts.providers.get(providerId);
  if (!provider) return refuse({ code: 'not_found', detail: 'there is no such provider' });
  const reading = provider.readWebhook(raw);
  if (!reading.ok && reading.refusal !== 'unreadable')
    return await turnAway(parts, received, reading.refusal);
  const taken = await takeIn(parts, {
    provider,
    reading: reading.ok ? reading.value : null,
    payload: body.toString('utf8'),
    receivedAt: raw.receivedAt,
    digest: createHash('sha256').update(body).digest('hex'),
    onOutcome: (outcome) => parts.metrics.webhooks.inc({ provider: provider.id, outcome }),
  });
  if (taken.ok) return taken;
  if (taken.refusal === 'unavailable')
    return refuse({ code: 'unavailable', detail: 'how the order stands is not known now' });
  return refuse({ code: 'invalid_request', detail: 'unreadable event' });
}

async function turnAway(
  { metrics }: Pick<WebhookParts, 'metrics'>,
  { providerId, isFlood, noteStranger }: ReceivedWebhook,
  refusal: Exclude<WebhookRefusal, 'unreadable'>,
): Promise<Outcome<never, HttpRefusal>> {
  const flood = await isFlood();
  metrics.webhooks.inc({ provider: providerId, outcome: flood ? 'flood' : refusal });
  await noteStranger(providerId, `webhook_${refusal}`);
  if (flood) return refuse(tooMany(60));
  return refuse({ code: 'invalid_signature', detail: refusal });
}

/**
 * What says that there is news of a verification. It is not kept: told twice it leads to one more look, and the look has the
 * word. One that nobody can read is a yes too, for what it told of is looked at by itself.
 */
async function takeHint(
  parts: WebhookParts,
  provider: string,
  reading: IdentityReading | null,
): Promise<Outcome<null, HttpRefusal>> {
  const about = reading?.about ?? null;
  const isOurs = about !== null && (await parts.identities.hint(provider, about));
  const outcome = isOurs ? 'hint' : reading === null ? 'unreadable' : 'not_ours';
  parts.metrics.webhooks.inc({ provider, outcome });
  if (!isOurs) {
    const [subject, detail] = reading ? [reading.eventId, { type: reading.type }] : [provider, {}];
    await noteProvider(parts, provider, { act: `webhook_${outcome}`, subject, detail });
  }
  return accept(null);
}
