/** What the adapter's unit tests share: an adapter, and what it is asked to do. */
import { createId, createSeededRandom, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import type { WireAct } from '@diboas/providers-kit/contract';
import { type CoinbaseOnrampOptions, createCoinbaseOnramp } from './desk.ts';

export const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
export const SECRET = 'secret-of-the-tests';

/** Anybody's key: its seed is 32 times the letter k. */
export const API_KEY = {
  id: '22222222-2222-4222-8222-222222222222',
  secret: 'a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2uDIKUZd9jDjKikknxnDfWCHkSXYZReFenvsmoVCdIw6g==',
};

const random = createSeededRandom(7);
const id = () => createId({ now: NOW, random, bucket: 3 });

export const SUBMISSION: Submission = {
  key: 'attempt-key',
  transactionId: id(),
  attemptId: id(),
  payNetwork: 'fiat',
  method: 'card',
  pay: money('USD', 10_050n),
  chargeMax: money('USD', 10_500n),
  deliver: money('USDC', 100_500_000n),
  network: 'solana',
  destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin',
  returnUrl: 'https://app.example/back',
};

export function adapterAt(baseUrl: string, changes: Partial<CoinbaseOnrampOptions> = {}): DeskOf<'onRamp'> {
  return createCoinbaseOnramp({
    world: 'sandbox',
    testMode: false,
    reportCredentials: () => {},
    apiKeyId: API_KEY.id,
    apiKeySecret: API_KEY.secret,
    webhookSecrets: [SECRET],
    platformUrl: `${baseUrl}/platform`,
    developerUrl: baseUrl,
    market: { country: 'US', subdivision: 'NY' },
    timeoutMs: 300,
    now: () => NOW,
    ...changes,
  });
}

/** An answer to `SUBMISSION`, with figures of the documentation's form: "100", not "100.00". */
export function sessionAnswer(changes: object = {}): object {
  return {
    session: { onrampUrl: 'https://pay.example/buy?sessionToken=t' },
    quote: {
      paymentTotal: '103.02',
      paymentSubtotal: '100.5',
      paymentCurrency: 'USD',
      purchaseAmount: '100.500000',
      purchaseCurrency: 'USDC',
      destinationNetwork: 'solana',
      fees: [
        { type: 'FEE_TYPE_EXCHANGE', amount: '2.51', currency: 'USD' },
        { type: 'FEE_TYPE_NETWORK', amount: '0.01', currency: 'USD' },
      ],
      exchangeRate: '1',
      ...changes,
    },
  };
}

export function answer(body: unknown, status = 201, headers: Readonly<Record<string, string>> = {}): WireAct {
  return { status, headers, body: JSON.stringify(body) };
}

export function failure(
  status: number,
  errorType: string,
  headers: Readonly<Record<string, string>> = {},
): WireAct {
  return answer({ errorType, errorMessage: 'no wallet of ana', correlationId: 'c-1' }, status, headers);
}
