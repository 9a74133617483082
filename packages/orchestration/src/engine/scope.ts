import type { Instant } from '@diboas/kernel';
import { type Input, transactionIdOf } from '../deciding/input.ts';
import { USES_MS } from '../operation/use.ts';
import type { BatchScope } from '../store/transactions.ts';

/** What must be locked and read for these inputs, which came at `now`. */
export function scopeOf(inputs: readonly Input[], now: Instant): BatchScope {
  const begun = begunIn(inputs);
  const recipients = inputs.flatMap((input) =>
    input.type === 'arrive' ? (input.sent.recipient?.customerId ?? []) : [],
  );
  const webhooks = inputs.filter((input) => input.type === 'webhook');
  return {
    transactionIds: [...new Set(inputs.map(transactionIdOf))],
    customerIds: [...new Set([...begun.map((one) => one.customerId), ...recipients])],
    idempotencyKeys: begun,
    inboxEvents: webhooks.map(({ event }) => ({ provider: event.provider, eventId: event.eventId })),
    uses: { customerIds: [...new Set(begun.map((one) => one.customerId))], since: now - USES_MS },
  };
}

/** Whoever begins something by these inputs, with the key that makes it be begun once. */
export function begunIn(inputs: readonly Input[]): { readonly customerId: string; readonly key: string }[] {
  return inputs.flatMap((input) => {
    return input.type === 'initiate' ? { customerId: input.terms.customerId, key: input.key } : [];
  });
}
