/** What the adapter's unit tests share: an adapter, what it is asked to do, and a transfer as Bridge writes one. */
import { generateKeyPairSync } from 'node:crypto';
import { createId, createSeededRandom, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import type { WireAct } from '@diboas/providers-kit/contract';
import { type BridgeOffRampOptions, createBridgeOffRamp } from './desk.ts';
import { ourReference } from './transfer.ts';

export const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
export const WALLET = { customer: 'cust_diboas', id: 'bw_diboas', network: 'solana' } as const;

/** Nobody signs with it; whoever wants to is given the other half. */
export const KEYS = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const PUBLIC_KEY = KEYS.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const random = createSeededRandom(7);
const id = () => createId({ now: NOW, random, bucket: 3 });

export const SUBMISSION: Submission = {
  ...{ key: 'attempt-key', transactionId: id(), attemptId: id(), method: 'ach' },
  ...{ pay: money('USDC', 100_000_000n), payNetwork: 'solana', chargeMax: money('USDC', 101_000_000n) },
  ...{ deliver: money('USD', 10_000n), network: 'fiat', destination: 'cust_1:ea_1' },
  returnUrl: 'https://app.example/back',
};
export const REFERENCE = ourReference(SUBMISSION);

export function adapterAt(baseUrl: string, changes: Partial<BridgeOffRampOptions> = {}): DeskOf<'offRamp'> {
  return createBridgeOffRamp({
    ...{ apiKey: 'sk-test-1', webhookKeys: [PUBLIC_KEY], wallet: WALLET, baseUrl, timeoutMs: 2_000 },
    ...{ now: () => NOW, reportCredentials: () => {}, ...changes },
  });
}

/** An answer to `SUBMISSION`, with figures of the documentation's form: "100.5", not "100.50". */
export function transfer(changes: object = {}): object {
  return {
    ...{ id: 'transfer_1', client_reference_id: REFERENCE, state: 'awaiting_funds', on_behalf_of: 'cust_1' },
    ...{ amount: '100.5', developer_fee: '0.0', created_at: '2026-11-23T05:00:01.000Z' },
    source: { payment_rail: 'bridge_wallet', currency: 'usdc', bridge_wallet_id: 'bw_diboas' },
    destination: { payment_rail: 'ach', currency: 'usd', external_account_id: 'ea_1' },
    receipt: RECEIPT,
    ...changes,
  };
}

/** Without a figure for gas, as one of Bridge's own samples has it. */
export const RECEIPT = {
  ...{ initial_amount: '100.5', developer_fee: '0.0', exchange_fee: '0.5' },
  ...{ subtotal_amount: '100.0', final_amount: '100.0' },
};

export function answer(body: unknown, status = 200): WireAct {
  return { status, body: JSON.stringify(body) };
}

export function failure(status: number, code: string): WireAct {
  return answer({ code, message: 'the account of ana' }, status);
}
