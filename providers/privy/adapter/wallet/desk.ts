import { type Asset, accept, type Instant, type Money, SECOND_MS } from '@diboas/kernel';
import { CHAIN_NETWORKS } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import {
  type ChainNodes,
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import {
  createReplacement,
  openNetworks,
  quoteTransfer,
  readHoldings,
  seeDeposits,
} from '@diboas/providers-kit/wallet';
import { connectToPrivy } from '../wire/connection.ts';
import { createPayingWallets } from '../wire/wallets.ts';
import { createWallet, prepareWallet } from './create-wallet.ts';
import { lookUpTransfer } from './lookup.ts';
import { readMemo } from './memo.ts';
import type { WalletParts } from './parts.ts';
import { prepareTransfer, sentHash } from './prepare.ts';
import { submitTransfer } from './submit.ts';
import { readPrivyWebhook, rereadPrivyWebhook } from './webhook.ts';

export interface PrivyWalletOptions {
  /** https://api.privy.io, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  /** P-256 in PKCS #8, as base64. It owns every wallet of ours. */
  readonly authorizationKey: string;
  readonly webhookSecrets: readonly string[];
  /** The beginning of the external ids of the wallets that orders are paid from: `<this>-bitcoin`, and so on. */
  readonly payingWallets: string;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly chains: ChainNodes;
  readonly claims: CoinClaimStore;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  /** Hears when Privy begins to refuse our secret, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/**
 * Privy as a wallet: it keeps the keys. On Ethereum it sends what it is asked to; on Bitcoin, Solana and Sui it signs, and we
 * send: docs/decisions/0021-who-sends-at-privy.md. Nothing that was sent can be stopped.
 */
export function createPrivyWallet(options: PrivyWalletOptions): DeskOf<'wallet'> {
  const { now, timeoutMs, claims, worth } = options;
  const { chain } = options.chains;
  const stem = checkWord(options.payingWallets, 'PRIVY_PAYING_WALLETS');
  const appId = checkWord(options.appId, 'PRIVY_APP_ID');
  const secrets = checkWebhookSecrets(options.webhookSecrets, 'PRIVY_WEBHOOK_SECRET');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToPrivy({ ...options, appId, credentials });
  const chains = openNetworks(options.chains, timeoutMs);
  const payingWallet = createPayingWallets(connection, { stem, chain });
  const parts: WalletParts = {
    ...{ connection, walletId: stem, chain, chains, payingWallet, claims, worth, now, by: 'Privy' },
    async payingAddress(network) {
      const wallet = await payingWallet(network);
      return wallet.ok ? accept(wallet.value.address) : wallet;
    },
  };
  return {
    networks: CHAIN_NETWORKS.filter((network) => chains[network] !== undefined),
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteTransfer(parts, request),
    prepare: (submission) => prepareTransfer(parts, submission),
    replacement: createReplacement({
      read: readMemo,
      hashOf: (version) => sentHash(parts, version),
      prepare: (submission, replaces) => prepareTransfer(parts, submission, replaces),
    }),
    submit: (submission) => submitTransfer(parts, submission),
    lookup: (lookup) => lookUpTransfer(parts, lookup),
    readWebhook: (raw) => readPrivyWebhook(raw, { secrets, chain }),
    rereadWebhook: (kept) => rereadPrivyWebhook(kept, chain),
    prepareWallet,
    createWallet: (memo) => createWallet(parts, memo),
    deposits: (ask) => seeDeposits(parts, ask),
    holdings: () => readHoldings(parts),
  };
}
