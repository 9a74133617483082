import { assert, type Instant } from '@diboas/kernel';
import { checkWord, type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import { connectToBridge } from '../wire/connection.ts';
import { readPublicKeys } from '../wire/signature.ts';
import { bankAccountsAt } from './bank-accounts.ts';
import { cancelTransfer } from './cancel.ts';
import { lookAtWallet } from './holdings.ts';
import { lookUpTransfer } from './lookup.ts';
import type { BridgeWallet } from './payout.ts';
import { quotePayout } from './quote.ts';
import { submitPayout } from './submit.ts';
import { readBridgeWebhook, rereadBridgeWebhook } from './webhook.ts';

export interface BridgeOffRampOptions {
  readonly apiKey: string;
  /** The public halves of the keys of our webhook endpoints: one, and a second while the endpoint is made anew. */
  readonly webhookKeys: readonly string[];
  readonly wallet: BridgeWallet;
  /** https://api.bridge.xyz, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when Bridge begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** Bridge as an off-ramp: USDC out of our wallet there becomes dollars in a person's bank account. */
export function createBridgeOffRamp(options: BridgeOffRampOptions): DeskOf<'offRamp'> {
  const { now, wallet } = options;
  const keys = readPublicKeys(options.webhookKeys);
  const apiKey = checkWord(options.apiKey, 'BRIDGE_API_KEY');
  assert(wallet.network !== 'fiat', 'a wallet lies on a network');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToBridge({ ...options, apiKey, credentials });
  const context = { wallet, now };
  return {
    paysFromFloat: true,
    quote: (request) => quotePayout(connection, request, context),
    submit: (submission) => submitPayout(connection, submission, context),
    lookup: (lookup) => lookUpTransfer(connection, lookup, context),
    cancel: (lookup) => cancelTransfer(connection, lookup, context),
    readWebhook: (raw) => readBridgeWebhook(raw, keys, wallet),
    rereadWebhook: (kept) => rereadBridgeWebhook(kept, wallet),
    bankAccounts: bankAccountsAt(connection, now),
    holdings: () => lookAtWallet(connection, wallet),
  };
}
