import { createHash } from 'node:crypto';
import { type Outcome, refuse } from '@diboas/kernel';
import { type InboxParts, type Provider, takeIn } from '@diboas/orchestration';
import { type HttpRefusal, tooMany } from '../refusals/refusal.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface WebhookParts extends InboxParts {
  readonly providers: ReadonlyMap<string, Provider>;
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
  { providerId, headers, body, isFlood, noteStranger }: ReceivedWebhook,
): Promise<Outcome<null, HttpRefusal>> {
  const provider = parts.providers.get(providerId);
  if (!provider) return refuse({ code: 'not_found', detail: 'there is no such provider' });
  const count = (outcome: string) => parts.metrics.webhooks.inc({ provider: provider.id, outcome });
  const receivedAt = parts.clock.now();
  const reading = provider.readWebhook({ headers, body, receivedAt });
  if (!reading.ok && reading.refusal !== 'unreadable') {
    const flood = await isFlood();
    count(flood ? 'flood' : reading.refusal);
    await noteStranger(provider.id, `webhook_${reading.refusal}`);
    if (flood) return refuse(tooMany(60));
    return refuse({ code: 'invalid_signature', detail: reading.refusal });
  }
  const taken = await takeIn(parts, {
    provider,
    reading: reading.ok ? reading.value : null,
    payload: body.toString('utf8'),
    receivedAt,
    digest: createHash('sha256').update(body).digest('hex'),
    onOutcome: count,
  });
  if (taken.ok) return taken;
  if (taken.refusal === 'unavailable')
    return refuse({ code: 'unavailable', detail: 'how the order stands is not known now' });
  return refuse({ code: 'invalid_request', detail: 'unreadable event' });
}
