/** What the adapter's unit tests share: a wallet at a Turnkey that answers what it is told, and what it is asked to send. */
import { createId, createSeededRandom, money } from '@diboas/kernel';
import type { Lookup, Memo, Submission } from '@diboas/orchestration';
import { type DeskOf, NO_CHAINS } from '@diboas/providers-kit';
import type { WireAct } from '@diboas/providers-kit/contract';
import { fingerprintOf } from '../wire/activity.ts';
import { createTurnkeyWallet, type TurnkeyWalletOptions } from './desk.ts';
import { memoOf } from './memo.ts';

export const NOW = Date.UTC(2026, 10, 29, 20, 0, 0);
export const ORGANIZATION = '7298cfe0-4dab-40a2-afeb-4a4c2eaaffff';

/** Anybody's key: its private half is 32 times the byte 10. */
export const API_KEY = {
  apiPublicKey: '039d346aabe1466db5006749ae5251f75912a2336b5022540f29f1dbdc98ea3236',
  apiPrivateKey: '0a'.repeat(32),
};

const random = createSeededRandom(9);
const id = () => createId({ now: NOW, random, bucket: 3 });

/** A request as `prepare` makes it, for a transfer on Ethereum. */
export const BODY = JSON.stringify({
  type: 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2',
  timestampMs: `${NOW}`,
  organizationId: ORGANIZATION,
  parameters: { from: '0x1', caip2: 'eip155:11155111', calls: [{ to: '0x2', value: '1', data: '0x' }] },
});

const DESTINATION = '0x00000000000000000000000000000000000000aa';
const PAY = money('ETH', 1_000n);

export const MEMO: Memo = memoOf({
  ...{ network: 'ethereum', body: BODY, nonce: null, asset: 'ETH', units: '1000' },
  ...{ from: '0x00000000000000000000000000000000000000bb', to: DESTINATION },
});

export const SUBMISSION: Submission = {
  ...{ key: 'attempt-key', transactionId: id(), attemptId: id(), method: 'network' },
  ...{ pay: PAY, payNetwork: 'ethereum', chargeMax: PAY, networkCost: money('ETH', 10n ** 16n) },
  ...{ deliver: PAY, network: 'ethereum', destination: DESTINATION },
  ...{ returnUrl: 'https://app.example/back', memo: MEMO },
};

export function lookupOf(changes: Partial<Lookup> = {}): Lookup {
  const { key, transactionId, attemptId } = SUBMISSION;
  return { key, transactionId, attemptId, reference: null, startedAt: NOW, memos: [MEMO], ...changes };
}

export function walletAt(baseUrl: string, changes: Partial<TurnkeyWalletOptions> = {}): DeskOf<'wallet'> {
  return createTurnkeyWallet({
    ...{ baseUrl, organizationId: ORGANIZATION, walletId: '11111111-2222-4333-8444-555555555555' },
    ...{ ...API_KEY, ...NO_CHAINS, timeoutMs: 10_000, now: () => NOW },
    ...{ worth: () => null, reportCredentials: () => {} },
    ...changes,
  });
}

/** An activity as Turnkey shows it, of `BODY` where nothing else is said. */
export function activityOf(changes: object = {}): object {
  return {
    id: 'activity-1',
    organizationId: ORGANIZATION,
    status: 'ACTIVITY_STATUS_COMPLETED',
    type: 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2',
    fingerprint: fingerprintOf(BODY),
    createdAt: { seconds: `${NOW / 1_000}`, nanos: '0' },
    result: { ethSendTransactionResultV2: { sendTransactionStatusId: 'send-1' } },
    ...changes,
  };
}

export function answer(body: unknown, status = 200): WireAct {
  return { status, body: JSON.stringify(body) };
}

export function refusal(status: number, word = ''): WireAct {
  return answer(
    { code: 3, message: `words with ${API_KEY.apiPrivateKey} in them`, details: [], turnkeyErrorCode: word },
    status,
  );
}
