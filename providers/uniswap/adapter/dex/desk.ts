import { accept, refuse, SECOND_MS } from '@diboas/kernel';
import type { DeskOf } from '@diboas/providers-kit';
import { type EvmOptions, fillGap, openEvm } from '@diboas/providers-kit/evm';
import { createReplacement } from '@diboas/providers-kit/wallet';
import { lookUpSwap } from './lookup.ts';
import { readMemo } from './memo.ts';
import { prepareSwap } from './prepare.ts';
import { quoteSwap } from './quote.ts';
import { submitSwap } from './submit.ts';

/**
 * Uniswap v3 on Ethereum: ETH and USDC, each for the other, at the price of now. There is nobody to ask but the network: prices are
 * the quoter's, and a swap is a transaction of ours to the router, which gives no less than was agreed or nothing at all.
 */
export function createUniswapDex(options: Omit<EvmOptions, 'use'>): DeskOf<'dex'> {
  const parts = openEvm({ ...options, use: 'swaps' });
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteSwap(parts, request),
    prepare: (submission) => prepareSwap(parts, submission),
    replacement: createReplacement({
      read: readMemo,
      hashOf: async ({ act }) => act.hash,
      fill: (submission, last) => fillGap(parts, submission, last),
      prepare: (submission) => prepareSwap(parts, submission, { replaces: true }),
    }),
    submit: (submission) => submitSwap(parts, submission),
    lookup: (lookup) => lookUpSwap(parts, lookup),
    // A network sends no webhooks.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async holdings() {
      const from = await parts.signer.address('ethereum');
      const held = from.ok ? await parts.chains.ethereum?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'ethereum' })), silent: [] });
    },
  };
}
