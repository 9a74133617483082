import { accept, assert, type Outcome, refuse } from '@diboas/kernel';
import type { Provider, WebhookReading } from '../provider/provider.ts';

/**
 * The same event with the order that it is about, of one that names an order and no more; any other as it was read.
 * `unavailable`: its provider does not say now how the order stands.
 */
export async function wholeReading(
  { orderNamed }: Pick<Provider, 'orderNamed'>,
  { named, ...reading }: WebhookReading,
): Promise<Outcome<WebhookReading, 'unavailable' | 'unreadable'>> {
  if (named === undefined) return accept(reading);
  assert(orderNamed, 'who names an order can be asked about it', { type: reading.type });
  const asked = await orderNamed(named);
  return asked.ok ? accept({ ...reading, order: asked.value }) : refuse(asked.refusal);
}
