import { type Outcome, refuse } from '@diboas/kernel';
import {
  type Provider,
  type RawWebhook,
  type WebhookReading,
  type WebhookRefusal,
  wholeReading,
} from '@diboas/orchestration';

/** An event as our inbox comes to know it: one that names an order and no more is asked about. */
export async function readWholeEvent(
  adapter: Provider,
  event: RawWebhook,
): Promise<Outcome<WebhookReading, WebhookRefusal | 'unavailable'>> {
  const reading = adapter.readWebhook(event);
  return reading.ok ? await wholeReading(adapter, reading.value) : refuse(reading.refusal);
}
