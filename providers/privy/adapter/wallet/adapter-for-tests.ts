/** What the adapter's unit tests share: a wallet at a Privy that answers what it is told, and what it is asked to send. */
import { createId, createSeededRandom, HOUR_MS, money } from '@diboas/kernel';
import type { Lookup, Memo, Submission } from '@diboas/orchestration';
import { type DeskOf, NO_CHAINS } from '@diboas/providers-kit';
import type { WireAct } from '@diboas/providers-kit/contract';
import { SECRETS } from '../../testing/suites.ts';
import { createPrivyWallet, type PrivyWalletOptions } from './desk.ts';
import { memoOf, type PreparedRequest } from './memo.ts';
import { orderName } from './order-name.ts';

export const NOW = Date.UTC(2026, 10, 29, 20, 0, 0);

const random = createSeededRandom(9);
const id = () => createId({ now: NOW, random, bucket: 3 });
const DESTINATION = '0x00000000000000000000000000000000000000aa';
const PAY = money('ETH', 1_000n);
const IDS = { transactionId: id(), attemptId: id() };

/** How the order is called at Privy. */
export const NAME = orderName(IDS);

/** A request as `prepare` makes it, for a transfer on Ethereum. */
export const PREPARED: PreparedRequest = {
  ...{ network: 'ethereum', walletId: 'wallet-1', caip2: 'eip155:11155111', referenceId: NAME, nonce: null },
  ...{ expiresAt: NOW + HOUR_MS, asset: 'ETH', units: '1000', to: DESTINATION },
  from: '0x00000000000000000000000000000000000000bb',
  transaction: {
    ...{ type: 2, to: DESTINATION, value: '0x3e8', data: '0x', gas_limit: '0x5208' },
    ...{ max_fee_per_gas: '0x77359400', max_priority_fee_per_gas: '0x3b9aca00' },
  },
};
export const MEMO: Memo = memoOf(PREPARED);

export const SUBMISSION: Submission = {
  ...{ ...IDS, key: 'attempt-key', method: 'network', pay: PAY, payNetwork: 'ethereum', chargeMax: PAY },
  ...{ networkCost: money('ETH', 10n ** 16n), deliver: PAY, network: 'ethereum', destination: DESTINATION },
  ...{ returnUrl: 'https://app.example/back', memo: MEMO },
};

export function lookupOf(changes: Partial<Lookup> = {}): Lookup {
  const { key, transactionId, attemptId } = SUBMISSION;
  return { key, transactionId, attemptId, reference: null, startedAt: NOW, memos: [MEMO], ...changes };
}

export function walletAt(baseUrl: string, changes: Partial<PrivyWalletOptions> = {}): DeskOf<'wallet'> {
  return createPrivyWallet({
    ...{ baseUrl, appId: SECRETS.PRIVY_APP_ID, appSecret: SECRETS.PRIVY_APP_SECRET },
    ...{ authorizationKey: SECRETS.PRIVY_AUTHORIZATION_KEY, webhookSecrets: [SECRETS.PRIVY_WEBHOOK_SECRET] },
    ...{ payingWallets: 'paying', ...NO_CHAINS, timeoutMs: 10_000, now: () => NOW },
    ...{ worth: () => null, reportCredentials: () => {} },
    ...changes,
  });
}

export function answer(body: unknown, status = 200): WireAct {
  return { status, body: JSON.stringify(body) };
}

export function refusal(status: number, code?: string): WireAct {
  return answer(
    { error: `words with ${SECRETS.PRIVY_APP_SECRET} in them`, ...(code ? { code } : {}) },
    status,
  );
}

/** A transaction as Privy shows it, on its way where nothing else is said. */
export function transactionOf(changes: object = {}): object {
  return {
    ...{ id: 'transaction-1', wallet_id: 'wallet-1', caip2: 'eip155:11155111', created_at: NOW },
    ...{ status: 'pending', transaction_hash: null, reference_id: NAME },
    ...changes,
  };
}
