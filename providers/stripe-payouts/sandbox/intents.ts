/**
 * Payout intents, as far as they say what a payout would take: made with manual confirmation, and cancelled. Nobody confirms
 * one here.
 */
import { formatInstant, type Instant } from '@diboas/kernel';
import { createToken, type DoubleParts } from '@diboas/sandbox-kit';
import { CENT, feeObject, type PayoutParams, wireAmount } from './payout.ts';

export interface Intent extends PayoutParams {
  readonly id: string;
  readonly createdAt: Instant;
  readonly status: 'requires_action' | 'canceled';
}

export interface Intents {
  create(params: PayoutParams): Intent;
  get(id: string): Intent | undefined;
  cancel(intent: Intent): Intent;
}

export function createIntents({
  store,
  random,
  clock,
}: Pick<DoubleParts, 'store' | 'random' | 'clock'>): Intents {
  const intents = store.shelf<Intent>('stripe_payout_intents');
  const put = (intent: Intent): Intent => {
    intents.put(intent.id, intent);
    return intent;
  };
  return {
    create: (params) =>
      put({
        ...params,
        ...{ id: `pi_test_${createToken(random, 24)}`, createdAt: clock.now(), status: 'requires_action' },
      }),
    get: intents.get,
    cancel: (intent) => put({ ...intent, status: 'canceled' }),
  };
}

/** The object of Stripe's reference, as far as it is asked for here. */
export function intentObject({
  id,
  createdAt,
  status,
  account,
  recipient,
  method,
  way,
  amount,
}: Intent): object {
  const debited = (BigInt(amount) * CENT).toString();
  return {
    ...{
      id,
      object: 'v2.money_management.payout_intent',
      livemode: false,
      created: formatInstant(createdAt),
    },
    ...{ amount: wireAmount(amount, 'usd'), confirmation_method: 'manual', status },
    estimated_fees: [feeObject(way)],
    from: { financial_account: account, currency: 'usdc', debited: wireAmount(debited, 'usdc') },
    to: { recipient, payout_method: method, currency: 'usd', credited: wireAmount(amount, 'usd') },
    ...(status === 'requires_action'
      ? { next_action: { type: 'confirm', confirm: { reason: 'manually_requested' } } }
      : {}),
  };
}
