import { type Asset, accept, type Instant, type Money, refuse, SECOND_MS } from '@diboas/kernel';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { ChainNodes, ChainSigner, DeskOf } from '@diboas/providers-kit';
import { createReplacement, openNetworks } from '@diboas/providers-kit/wallet';
import { DEPLOYMENTS } from '../wire/contracts.ts';
import { createUniswapReader } from '../wire/reader.ts';
import { lookUpSwap } from './lookup.ts';
import { readMemo } from './memo.ts';
import { createNonceWatch } from './nonces.ts';
import type { DexParts } from './parts.ts';
import { prepareSwap } from './prepare.ts';
import { quoteSwap } from './quote.ts';
import { submitSwap } from './submit.ts';

export interface UniswapDexOptions {
  /** Who signs, and whose address swaps. */
  readonly signer: ChainSigner;
  /** How long a node may take for one answer. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly chains: ChainNodes;
  readonly claims: CoinClaimStore;
  readonly worth: (money: Money, asset: Asset) => Money | null;
}

/**
 * Uniswap v3 on Ethereum: ETH and USDC, each for the other, at the price of now. There is nobody to ask but the network: prices are
 * the quoter's, and a swap is a transaction of ours to the router, which gives no less than was agreed or nothing at all.
 */
export function createUniswapDex(options: UniswapDexOptions): DeskOf<'dex'> {
  const { signer, timeoutMs, now, claims, worth } = options;
  const { chain, urlOf } = options.chains;
  const url = urlOf('ethereum');
  const chains = openNetworks(options.chains, timeoutMs);
  const parts: DexParts = {
    ...{ chain, chains, signer, claims, worth, now, nonces: createNonceWatch() },
    reader: url === null ? null : createUniswapReader(DEPLOYMENTS[chain], { url, timeoutMs }),
    // One address signs for all nodes of ours, so all of them claim under one name.
    walletId: `swaps-of-${signer.id}`,
  };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteSwap(parts, request),
    prepare: (submission) => prepareSwap(parts, submission),
    replacement: createReplacement({
      read: readMemo,
      hashOf: async ({ swap }) => swap.hash,
      prepare: (submission) => prepareSwap(parts, submission, { replaces: true }),
    }),
    submit: (submission) => submitSwap(parts, submission),
    lookup: (lookup) => lookUpSwap(parts, lookup),
    // A network sends no webhooks.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async holdings() {
      const from = await signer.address('ethereum');
      const held = from.ok ? await chains.ethereum?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'ethereum' })), silent: [] });
    },
  };
}
