import { type Asset, accept, type Instant, type Money, refuse, SECOND_MS } from '@diboas/kernel';
import type { CoinClaimStore } from '@diboas/orchestration';
import {
  type ChainNodes,
  type ChainSigner,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import { createSvmReader } from '@diboas/providers-kit/svm';
import { openNetworks } from '@diboas/providers-kit/wallet';
import { connectToJupiter } from '../wire/connection.ts';
import { lookUpSwap } from './lookup.ts';
import type { DexParts } from './parts.ts';
import { prepareSwap } from './prepare.ts';
import { quoteSwap } from './quote.ts';
import { submitSwap } from './submit.ts';

export interface JupiterDexOptions {
  readonly apiKey: string;
  /** https://api.jup.ag/swap/v2, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** Who signs, and whose address swaps. */
  readonly signer: ChainSigner;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly chains: ChainNodes;
  readonly claims: CoinClaimStore;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  /** Hears when Jupiter begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/**
 * Jupiter on Solana: SOL and USDC, each for the other, at the price of now. It finds the route and makes the transaction, we look at it,
 * sign it and keep it, and it sends it. What became of it the network tells.
 */
export function createJupiterDex(options: JupiterDexOptions): DeskOf<'dex'> {
  const { signer, timeoutMs, now, claims, worth } = options;
  const { chain, urlOf } = options.chains;
  const apiKey = checkWord(options.apiKey, 'JUPITER_API_KEY');
  const credentials = watchCredentials(options.reportCredentials);
  const url = urlOf('solana');
  const chains = openNetworks(options.chains, timeoutMs);
  const parts: DexParts = {
    ...{ chain, chains, signer, claims, worth, now },
    connection: connectToJupiter({ ...options, apiKey, credentials }),
    reader: url === null ? null : createSvmReader(url, timeoutMs),
    walletId: `swaps-of-${signer.id}`,
  };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [2, 5, 15, 30, 60].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteSwap(parts, request),
    prepare: (submission) => prepareSwap(parts, submission),
    submit: (submission) => submitSwap(parts, submission),
    lookup: (lookup) => lookUpSwap(parts, lookup),
    // Jupiter sends none.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async holdings() {
      const from = await signer.address('solana');
      const held = from.ok ? await chains.solana?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'solana' })), silent: [] });
    },
  };
}
