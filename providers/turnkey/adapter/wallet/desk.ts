import { type Asset, accept, type Instant, type Money, refuse, SECOND_MS } from '@diboas/kernel';
import { CHAIN_NETWORKS } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import {
  type ChainNodes,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import {
  type ChainWalletParts,
  createReplacement,
  openNetworks,
  quoteTransfer,
  readHoldings,
  seeDeposits,
} from '@diboas/providers-kit/wallet';
import { type Accounts, createAccounts } from '../wire/accounts.ts';
import { connectToTurnkey } from '../wire/connection.ts';
import { readWebhookKeys } from '../wire/webhook-keys.ts';
import { createWallet, prepareWallet } from './create-wallet.ts';
import { lookUpTransfer } from './lookup.ts';
import { readMemo } from './memo.ts';
import type { WalletParts } from './parts.ts';
import { prepareTransfer, sentHash } from './prepare.ts';
import { submitTransfer } from './submit.ts';
import { readTurnkeyWebhook, rereadTurnkeyWebhook } from './webhook.ts';

export interface TurnkeyWalletOptions {
  /** https://api.turnkey.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  readonly organizationId: string;
  readonly apiPublicKey: string;
  readonly apiPrivateKey: string;
  /** The wallet whose accounts orders are paid from. */
  readonly walletId: string;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly chains: ChainNodes;
  readonly claims: CoinClaimStore;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  /** Hears when Turnkey begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/**
 * Turnkey as a wallet: it keeps the keys. On Ethereum and Solana it sends what it is asked to; on Bitcoin and Sui it signs,
 * and we send. Nothing that was sent can be stopped.
 */
export function createTurnkeyWallet(options: TurnkeyWalletOptions): DeskOf<'wallet'> {
  const { now, timeoutMs, claims, worth } = options;
  const { chain } = options.chains;
  const organizationId = checkWord(options.organizationId, 'TURNKEY_ORGANIZATION_ID');
  const walletId = checkWord(options.walletId, 'TURNKEY_WALLET_ID');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToTurnkey({ ...options, organizationId, credentials });
  const chains = openNetworks(options.chains, timeoutMs);
  const accounts = createAccounts(connection, { walletId, chain, use: 'paying' });
  const keys = readWebhookKeys(connection, now);
  const parts: WalletParts = {
    ...{ connection, walletId, chain, chains, accounts, claims, worth, now, by: 'Turnkey' },
    payingAddress: addressesOf(accounts),
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
    readWebhook: (raw) => readTurnkeyWebhook(raw, { keys, chain }),
    rereadWebhook: (kept) => rereadTurnkeyWebhook(kept, chain),
    prepareWallet: (ask) => prepareWallet(parts, ask),
    createWallet: (memo) => createWallet(parts, memo),
    deposits: (ask) => seeDeposits(parts, ask),
    holdings: () => readHoldings(parts),
  };
}

/** The address of an account on each network. */
export function addressesOf(accounts: () => Promise<Accounts | null>): ChainWalletParts['payingAddress'] {
  return async (network) => {
    const all = await accounts();
    if (all === null) return refuse('unavailable');
    const account = all[network];
    return account === undefined ? refuse('unsupported') : accept(account.address);
  };
}
