import type { Asset, Instant, Network } from '@diboas/kernel';
import type { Alternative, Terms } from '../agreement/terms.ts';
import { begins, type Input, transactionIdsOf } from '../decision/input.ts';
import { USES_MS } from '../operation/use.ts';
import { type Habits, NO_HABITS } from '../provider/habits.ts';
import type { FloatKey } from '../store/floats.ts';
import type { BatchScope } from '../store/transactions.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** What must be locked and read for these inputs, which came at `now`. */
export function scopeOf(
  inputs: readonly Input[],
  now: Instant,
  habitsOf: (provider: string) => Pick<Habits, 'paysFromFloat'> = () => NO_HABITS,
): BatchScope {
  const begun = begunIn(inputs);
  const recipients = inputs.flatMap((input) =>
    input.type === 'arrive' ? (input.sent.recipient?.customerId ?? []) : [],
  );
  const known = inputs.flatMap((input) => (input.type === 'profile' ? [input.customerId] : []));
  const webhooks = inputs.filter((input) => input.type === 'webhook');
  return {
    transactionIds: [...new Set(inputs.flatMap(transactionIdsOf))],
    customerIds: [...new Set([...begun.map((one) => one.customerId), ...recipients, ...known])],
    idempotencyKeys: begun,
    inboxEvents: webhooks.map(({ event }) => ({ provider: event.provider, eventId: event.eventId })),
    uses: {
      customerIds: [...new Set([...begun.map((one) => one.customerId), ...known])],
      since: now - USES_MS,
    },
    floatsOf: (named) => floatsNamed(inputs, named, habitsOf),
  };
}

/** Whoever begins something by these inputs, with the key that makes it be begun once. */
export function begunIn(inputs: readonly Input[]): { readonly customerId: string; readonly key: string }[] {
  return inputs.flatMap((input) => {
    return begins(input) ? { customerId: input.terms.customerId, key: input.key } : [];
  });
}

/**
 * The shares that these inputs may promise from or give back to, by what the transactions that they name were agreed on:
 * each of them is locked with the batch, so that whatever it does to one it does alone.
 */
function floatsNamed(
  inputs: readonly Input[],
  transactions: Iterable<Transaction>,
  habitsOf: (provider: string) => Pick<Habits, 'paysFromFloat'>,
): readonly FloatKey[] {
  const keys = new Map<string, FloatKey>();
  const add = (provider: string, asset: Asset, network: Network): void => {
    if (habitsOf(provider).paysFromFloat !== false)
      keys.set(`${provider}/${asset}/${network}`, { provider, asset, network });
  };
  const addOffers = ({ receive }: Terms, offers: readonly Alternative[]): void => {
    for (const { provider, order } of offers) {
      add(provider, order.pay.asset, order.payNetwork);
      if (order.networkCost) add(provider, order.networkCost.asset, order.payNetwork);
      add(provider, receive.money.asset, receive.network);
    }
  };
  // What takes a leg back names what the leg named, the other way round.
  const addTerms = (terms: Terms): void => {
    addOffers(terms, [terms, ...terms.alternatives]);
    for (const leg of terms.legs ?? []) addTerms(leg.terms);
  };
  const named = new Map([...transactions].map((one) => [one.id, one]));
  for (const { terms, attempts } of named.values()) {
    addTerms(terms);
    addOffers(
      terms,
      attempts.map(({ provider, order }) => ({ provider, order: order ?? terms.order })),
    );
  }
  for (const input of inputs) {
    if (begins(input)) addTerms(input.terms);
    const offeredTo = input.type === 'offered' ? named.get(input.transactionId) : undefined;
    if (input.type === 'offered' && offeredTo && input.offers !== 'beyond')
      addOffers(offeredTo.terms, input.offers);
  }
  return [...keys.values()];
}
