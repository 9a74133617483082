/** What the adapter's unit tests share: an adapter, what it is asked to do, and answers as API v2 writes them. */
import { createId, createSeededRandom, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import { type ReceivedRequest, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { createStripePayouts, type StripePayoutsOptions } from './desk.ts';

export const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
export const SECRET = 'whsec_of_tests';
export const ACCOUNT = { id: 'fa_diboas', network: 'solana' } as const;

const random = createSeededRandom(7);
const id = () => createId({ now: NOW, random, bucket: 3 });

export const SUBMISSION: Submission = {
  ...{ key: 'attempt-key', transactionId: id(), attemptId: id(), method: 'ach' },
  ...{ pay: money('USDC', 100_000_000n), payNetwork: 'solana', chargeMax: money('USDC', 102_000_000n) },
  ...{ deliver: money('USD', 10_000n), network: 'fiat', destination: 'acct_1:usba_1' },
  returnUrl: 'https://app.example/back',
};

/** Everything that the adapter makes of such answers, given one after the other. */
export async function at<Result>(
  acts: readonly WireAct[] | ((request: ReceivedRequest) => WireAct),
  ask: (adapter: DeskOf<'offRamp'>) => Promise<Result>,
  changes: Partial<StripePayoutsOptions> = {},
) {
  const left = typeof acts === 'function' ? [] : [...acts];
  const server = await startLoopbackServer((request) =>
    typeof acts === 'function' ? acts(request) : (left.shift() ?? 'reset'),
  );
  try {
    const outcome = await ask(adapterAt(server.url, changes));
    return { outcome, sent: server.received.map(read) };
  } finally {
    await server.close();
  }
}

function read({ method, path, headers, body }: ReceivedRequest) {
  const text = body.toString('utf8');
  return {
    ...{ method, path, key: headers['idempotency-key'], apiKey: headers.authorization },
    ...{ context: headers['stripe-context'], type: headers['content-type'] },
    body: text === '' ? null : JSON.parse(text),
  };
}

export function adapterAt(baseUrl: string, changes: Partial<StripePayoutsOptions> = {}): DeskOf<'offRamp'> {
  return createStripePayouts({
    ...{ world: 'sandbox', apiKey: 'sk_test_1', webhookSecrets: [SECRET], account: ACCOUNT },
    ...{ baseUrl, timeoutMs: 2_000, now: () => NOW, reportCredentials: () => {}, ...changes },
  });
}

/** An answer to `SUBMISSION`. */
export function payment(changes: object = {}): object {
  return {
    ...{ id: 'obp_1', object: 'v2.money_management.outbound_payment', livemode: false },
    ...{ status: 'processing', created: '2026-11-23T05:00:01.000Z', metadata: METADATA },
    amount: { value: 10_000, currency: 'usd' },
    from: { financial_account: 'fa_diboas', debited: { value: 100_000_000, currency: 'usdc' } },
    to: { recipient: 'acct_1', payout_method: 'usba_1', credited: { value: 10_000, currency: 'usd' } },
    tracking_details: { status: 'pending', type: 'bank_account', bank_account: {} },
    ...changes,
  };
}

export const METADATA = {
  ...{ diboas_transaction_id: SUBMISSION.transactionId, diboas_attempt_id: SUBMISSION.attemptId },
  diboas_fee: '1500000',
};

/** What an intent says a payout would take. */
export function intent(changes: object = {}): object {
  return {
    ...{ id: 'pi_1', object: 'v2.money_management.payout_intent', status: 'requires_action' },
    estimated_fees: [{ type: 'network_fee', amount: { value: 150, currency: 'usd' } }],
    from: { financial_account: 'fa_diboas', debited: { value: 100_000_000, currency: 'usdc' } },
    to: { recipient: 'acct_1', payout_method: 'usba_1', credited: { value: 10_000, currency: 'usd' } },
    ...changes,
  };
}

export function answer(body: unknown, status = 200): WireAct {
  return { status, body: JSON.stringify(body) };
}

export function failure(status: number, error: object): WireAct {
  return answer({ error: { message: 'the account of ana', ...error } }, status);
}

/** The price of `SUBMISSION`, and that its intent was cancelled. */
export const PRICE: readonly WireAct[] = [answer(intent()), answer(intent({ status: 'canceled' }))];
